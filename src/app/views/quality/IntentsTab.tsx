/** The shipped intent model on the development questions: right by language and wording, the confusion matrix, the mistakes. */
import './intents.css';
import { Play, X } from 'lucide-solid';
import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { refusal, rows, closed as trained } from '../../../../models/intent.json';
import { confusionsTable, figuresByKind, verdictsTable } from '../../../core/quality-intents.ts';
import intentUrl from '../../../workers/intent.worker.ts?worker&url';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Export } from '../../widgets/Export.tsx';
import { IntentFeedback } from './IntentFeedback.tsx';
import { IntentErrors, IntentMatrix } from './IntentMatrix.tsx';
import { createIntentRun, type MeasuredIntents } from './intents-run.ts';
import { useIntentWords } from './intents-words.ts';
import { QualityTable } from './QualityTable.tsx';

const COLUMNS = ['closed', 'accuracy', 'refused', 'outRecall'] as const;
/** The training writes percent with one decimal. */
const ROUNDING = 0.0005 + 1e-9;

export function IntentsTab() {
  const { t, format, percent } = useIntentWords();
  const run = createIntentRun(intentUrl);
  const measured = run.measured;
  const stored: Readonly<Record<string, number>> = trained;
  const kinds = createMemo(() => {
    const trial = measured();
    return trial ? figuresByKind(trial.verdicts, trial.line) : undefined;
  });
  const isRunning = () => run.state().kind === 'running';
  const share = () => {
    const state = run.state();
    return state.kind === 'running' ? state.share : 0;
  };
  const failure = () => {
    const state = run.state();
    return state.kind === 'failed' ? state.error : undefined;
  };
  const progressWords = () => {
    const model = run.model();
    return model.kind === 'loading'
      ? t('loading', { percent: `${Math.round(model.share * 100)}%` })
      : t('running', { percent: `${Math.round(share() * 100)}%` });
  };
  const isAsTrained = () =>
    kinds()?.every(
      ({ kind, closed }) =>
        stored[kind] === undefined || Math.abs(stored[kind] / 100 - closed) <= ROUNDING,
    );
  const median = (values: Float64Array) => values.toSorted()[values.length >> 1];
  const tables = (trial: MeasuredIntents) => [
    {
      name: 'questions',
      what: t('csv'),
      table: () => verdictsTable(trial.verdicts, trial.line),
    },
    {
      name: 'matrix',
      what: t('csv.matrix'),
      table: () => confusionsTable(trial.verdicts, trial.line),
    },
  ];

  return (
    <>
      <Card
        title={t('title')}
        note={t('note')}
        class="quality-results"
        actions={
          <>
            <Show when={measured()}>
              {(trial) => <Export name="intents" what={t('title')} tables={tables(trial())} />}
            </Show>
            <Show when={!isRunning()}>
              <button
                type="button"
                class="button"
                data-kind="accent"
                onClick={() => void run.start()}
              >
                <Play size={14} aria-hidden="true" />
                {t(measured() ? 'again' : 'run')}
              </button>
            </Show>
          </>
        }
      >
        <Switch>
          <Match when={isRunning()}>
            <div class="quality-run">
              <progress class="run-progress" max="1" value={share()} aria-label={t('progress')} />
              <p class="num" data-run-progress>
                {progressWords()}
              </p>
              <button type="button" class="button" onClick={() => run.cancel()}>
                <X size={14} aria-hidden="true" />
                {t('cancel')}
              </button>
            </div>
          </Match>
          <Match when={failure()}>
            {(error) => <ErrorCard error={error()} onRetry={() => void run.start()} />}
          </Match>
          <Match when={measured()}>
            {(trial) => (
              <p class="quality-run muted num" data-measured>
                {t('measured', {
                  count: trial().verdicts.length,
                  ms: `${format.number(trial().tookMs, 0)}\u00a0ms`,
                  each: `${format.number(median(trial().ms), 2)}\u00a0ms`,
                  hash: trial().sha256.slice(0, 12),
                })}{' '}
                {t(isAsTrained() ? 'same' : 'differs')}
              </p>
            )}
          </Match>
        </Switch>
        <QualityTable
          title={t('kind.title')}
          columns={[
            { label: t('kind.head') },
            { label: t('questions'), isNumber: true },
            ...COLUMNS.map((column) => ({ label: t(column), isNumber: true })),
          ]}
        >
          <tbody data-intent-figures>
            <Show
              when={kinds()}
              fallback={
                <For each={Object.entries(stored)}>
                  {([kind, value]) => (
                    <tr data-kind={kind}>
                      <th scope="row">{nameOf(kind)}</th>
                      <td class="num">–</td>
                      <td class="num">
                        <b>{percent(value / 100)}</b>
                      </td>
                      <td class="num">–</td>
                      <td class="num">–</td>
                      <td class="num">–</td>
                    </tr>
                  )}
                </For>
              }
            >
              {(list) => (
                <For each={list()}>
                  {(figures) => (
                    <tr data-kind={figures.kind}>
                      <th scope="row">{nameOf(figures.kind)}</th>
                      <td class="num">{format.number(figures.questions, 0)}</td>
                      <For each={COLUMNS}>
                        {(column) => (
                          <td class="num" data-column={column}>
                            <b>{percent(figures[column])}</b>
                          </td>
                        )}
                      </For>
                    </tr>
                  )}
                </For>
              )}
            </Show>
          </tbody>
        </QualityTable>
        <Show when={!measured()}>
          <p class="card__body muted">{t('stored')}</p>
        </Show>
        <div class="card__body quality-about">
          <p>{t('about.origin')}</p>
          <p>{t('about.line', { line: format.number(refusal.line, 2) })}</p>
          <p>
            {t('about.rows', {
              written: { n: rows.written, unit: 'count' },
              grammar: { n: rows.grammar, unit: 'count' },
            })}
          </p>
        </div>
      </Card>
      <Show when={measured()} keyed>
        {(trial) => (
          <>
            <IntentMatrix verdicts={trial.verdicts} line={trial.line} />
            <IntentErrors verdicts={trial.verdicts} line={trial.line} />
          </>
        )}
      </Show>
      <IntentFeedback />
    </>
  );

  function nameOf(kind: string): string {
    const key = `kind.${kind}`;
    return isKind(key) ? t(key) : kind;
  }
}

type KindKey =
  `kind.${'all' | 'ko' | 'en' | 'mixed' | 'plain' | 'typo' | 'no-space' | 'colloquial' | 'indirect'}`;
const KIND_KEYS: readonly string[] = [
  ...['kind.all', 'kind.ko', 'kind.en', 'kind.mixed', 'kind.plain'],
  ...['kind.typo', 'kind.no-space', 'kind.colloquial', 'kind.indirect'],
];

function isKind(key: string): key is KindKey {
  return KIND_KEYS.includes(key);
}
