/** What is measured, in whole sentences. */
import { For } from 'solid-js';
import { Card } from '../../widgets/Card.tsx';
import { type QualityKey, useQualityWords } from './words.ts';

/** @param props.keys sentences in reading order */
export function Explanation(props: { keys: readonly QualityKey[] }) {
  const { t } = useQualityWords();
  return (
    <Card title={t('about.title')}>
      <div class="card__body quality-about">
        <For each={props.keys}>{(key) => <p>{t(key)}</p>}</For>
      </div>
    </Card>
  );
}
