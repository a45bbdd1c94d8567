/** Remarks on an answer: that it was given, but probably not as meant; the evaluator's in our words, the source's in its own. */
import { Info } from 'lucide-solid';
import { For, Show } from 'solid-js';
import type { Remark } from '../../../core/domain/series.ts';
import type { NoteCode } from '../../../core/query/notes.ts';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useExploreWords } from './words.ts';

const CODES: readonly (NoteCode | 'source')[] = [
  'invalid-quantile',
  'invalid-ratio',
  'sort-in-range',
  'not-a-counter',
  'bad-bucket',
  'forced-monotonicity',
  'source',
];

/** Draws nothing without remarks. */
export function Remarks(props: { remarks: readonly Remark[] | undefined }) {
  const { t } = useExploreWords();
  const text = ({ code, detail }: Remark) => {
    const known = CODES.find((one) => one === code);
    return known ? t(`remark.${known}`, detail) : code;
  };
  return (
    <Show when={props.remarks?.length}>
      <ul class="explore__remarks" aria-label={t('remarks')}>
        <For each={props.remarks}>
          {(remark) => (
            <li>
              <Show
                when={remark.level === 'warning'}
                fallback={<Info size={14} aria-hidden="true" />}
              >
                <StatusMark status="warn" size={14} />
              </Show>
              <span>
                {text(remark)}{' '}
                <Show when={remark.span}>
                  {(span) => (
                    <span class="muted">
                      {t('remark.position', { position: span().position + 1 })}
                    </span>
                  )}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
