/** Place-holder with the final geometry while content loads. */
import { Index } from 'solid-js';
import { shell as en } from '../i18n/en/shell.ts';
import { useWords } from '../i18n/i18n.tsx';
import { shell as ko } from '../i18n/ko/shell.ts';

const words = { en, ko };

/**
 * @param props.lines number of bars, default 3
 * @param props.height CSS length of the whole block; left out: as tall as its bars
 */
export function Skeleton(props: { lines?: number; height?: string }) {
  const { t } = useWords(words);
  return (
    <output class="skeleton" style={{ '--skeleton-h': props.height ?? 'auto' }}>
      <span class="visually-hidden">{t('app.loading')}</span>
      <Index each={Array.from({ length: props.lines ?? 3 })}>
        {() => <span class="skeleton__bar" aria-hidden="true" />}
      </Index>
    </output>
  );
}
