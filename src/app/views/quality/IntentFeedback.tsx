/** Readers' verdicts on the assistant's answers, counted by what the question was taken to be. */
import { createMemo, For, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { Card } from '../../widgets/Card.tsx';
import { createFeedback, feedbackCounts } from '../assistant/feedback.ts';
import { useIntentWords } from './intents-words.ts';
import { QualityTable } from './QualityTable.tsx';

/** The verdicts this device keeps. */
export function IntentFeedback() {
  const { t, format, intent: name } = useIntentWords();
  const feedback = createFeedback(useEngine());
  const counts = createMemo(() => feedbackCounts(feedback.value()));
  return (
    <Card title={t('feedback.title')} note={t('feedback.note')}>
      <Show
        when={counts().length > 0}
        fallback={<p class="card__body muted">{t('feedback.none')}</p>}
      >
        <QualityTable
          title={t('feedback.title')}
          columns={[
            { label: t('feedback.intent') },
            { label: t('feedback.up'), isNumber: true },
            { label: t('feedback.down'), isNumber: true },
          ]}
        >
          <tbody data-feedback>
            <For each={counts()}>
              {(count) => (
                <tr>
                  <th scope="row">
                    {count.intent === 'all' ? t('feedback.all') : name(count.intent)}
                  </th>
                  <td class="num">{format.number(count.up, 0)}</td>
                  <td class="num">{format.number(count.down, 0)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </QualityTable>
      </Show>
    </Card>
  );
}
