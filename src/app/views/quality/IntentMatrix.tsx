/** The confusion matrix: what was meant against what was decided, and the questions decided wrong. */
import { createMemo, For, Show } from 'solid-js';
import { INTENTS, type IntentId } from '../../../core/domain/question.ts';
import { confusions, decidedAs, type IntentVerdict } from '../../../core/quality-intents.ts';
import { Card } from '../../widgets/Card.tsx';
import { useIntentWords } from './intents-words.ts';
import { QualityTable } from './QualityTable.tsx';

/** @param props.line the refusal line of the model that was measured */
export function IntentMatrix(props: { verdicts: readonly IntentVerdict[]; line: number }) {
  const { t, format, intent: name, percent } = useIntentWords();
  const cells = createMemo(
    () =>
      new Map(
        confusions(props.verdicts, props.line).map(
          ({ intent, decided, count }) => [`${intent} ${decided}`, count] as const,
        ),
      ),
  );
  const countOf = (intent: IntentId, decided: IntentId) => cells().get(`${intent} ${decided}`) ?? 0;
  const totals = createMemo(
    () =>
      new Map(
        INTENTS.map((intent) => [
          intent,
          props.verdicts.filter((verdict) => verdict.intent === intent).length,
        ]),
      ),
  );
  const totalOf = (intent: IntentId) => totals().get(intent) ?? 0;
  return (
    <Card title={t('matrix.title')} note={t('matrix.note')} class="intent-matrix-card">
      <QualityTable
        title={t('matrix.title')}
        class="intent-matrix"
        columns={[
          { label: t('matrix.meant') },
          { label: t('matrix.recall'), isNumber: true },
          ...INTENTS.map((decided) => ({ label: <span>{name(decided)}</span> })),
        ]}
      >
        <tbody>
          <For each={INTENTS}>
            {(intent) => (
              <tr>
                <th scope="row">{name(intent)}</th>
                <td class="num">{percent(countOf(intent, intent) / totalOf(intent))}</td>
                <For each={INTENTS}>
                  {(decided) => (
                    <td
                      data-right={intent === decided}
                      data-empty={countOf(intent, decided) === 0}
                      style={{
                        '--share': countOf(intent, decided) / Math.max(1, totalOf(intent)),
                      }}
                      title={
                        countOf(intent, decided) === 0
                          ? undefined
                          : t('matrix.cell', {
                              count: countOf(intent, decided),
                              intent: name(intent),
                              decided: name(decided),
                            })
                      }
                    >
                      <Show when={countOf(intent, decided) > 0}>
                        {format.number(countOf(intent, decided), 0)}
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </QualityTable>
      <p class="intent-matrix__legend">
        <span data-right>{t('matrix.legend.right')}</span>
        <span>{t('matrix.legend.wrong')}</span>
      </p>
    </Card>
  );
}

/** Every question decided wrong, as it was written. */
export function IntentErrors(props: { verdicts: readonly IntentVerdict[]; line: number }) {
  const { t, intent: name } = useIntentWords();
  const wrong = createMemo(() =>
    props.verdicts.filter((verdict) => decidedAs(verdict, props.line) !== verdict.intent),
  );
  return (
    <Card
      title={t('errors.title')}
      note={t('errors.note', { count: wrong().length, all: props.verdicts.length })}
    >
      <Show when={wrong().length > 0} fallback={<p class="card__body muted">{t('errors.none')}</p>}>
        <QualityTable
          title={t('errors.title')}
          class="table quality-table intent-errors"
          columns={[
            { label: t('errors.question') },
            { label: t('errors.meant') },
            { label: t('errors.decided') },
          ]}
          isLong
        >
          <tbody>
            <For each={wrong()}>
              {(verdict) => (
                <tr>
                  <th scope="row" lang={verdict.tongue === 'en' ? 'en' : 'ko'}>
                    {verdict.text}
                  </th>
                  <td>{name(verdict.intent)}</td>
                  <td>{name(decidedAs(verdict, props.line))}</td>
                </tr>
              )}
            </For>
          </tbody>
        </QualityTable>
      </Show>
    </Card>
  );
}
