/** The first lines of a text with their numbers, the ones in trouble marked. */
import { createUniqueId, For, Show } from 'solid-js';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';

const words = { en, ko };
const MOST_LINES = 8;
/** Lines shown before the first one in trouble. */
const LEAD = 2;

/**
 * Starts at the first line, or shortly before the first marked one when it would not be seen otherwise.
 * @param props.marked 1-based numbers of lines in trouble
 */
export function Excerpt(props: { text: string; marked: readonly number[] }) {
  const { t } = useWords(words);
  const id = createUniqueId();
  const lines = () => {
    const all = props.text.split(/\r\n|\r|\n/);
    const first = props.marked.at(0) ?? 1;
    const start = first > MOST_LINES && first <= all.length ? first - 1 - LEAD : 0;
    return all
      .slice(start, start + MOST_LINES)
      .map((text, i) => ({ number: start + i + 1, text: text.replaceAll('\0', '␀') }));
  };
  return (
    <Show when={props.text.trim() !== ''}>
      <section class="source-section" aria-labelledby={id}>
        <header class="source-section__head">
          <h3 id={id}>{t('excerpt.title')}</h3>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
        <ol class="source-excerpt" tabIndex={0} aria-labelledby={id}>
          <For each={lines()}>
            {(line) => (
              <li data-bad={props.marked.includes(line.number)}>
                <span class="num" aria-hidden="true">
                  {line.number}
                </span>
                <code>{line.text}</code>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
}
