/** A seed: any unsigned 32-bit integer. */
import { createSignal, createUniqueId } from 'solid-js';
import { useQualityWords } from './words.ts';

/** @param props.onChange gets `undefined` while what is typed is no seed */
export function SeedField(props: {
  value: number | undefined;
  onChange: (seed: number | undefined) => void;
}) {
  const { t } = useQualityWords();
  const id = createUniqueId();
  const [text, setText] = createSignal(String(props.value ?? ''));
  const isBad = () => props.value === undefined;
  const read = (typed: string) => {
    setText(typed);
    const seed = Number(typed);
    const isSeed = /^\d+$/.test(typed.trim()) && seed <= 0xffffffff;
    props.onChange(isSeed ? seed : undefined);
  };
  return (
    <label class="quality-form__field" for={id}>
      <span>{t('form.seed')}</span>
      <span class="field">
        <input
          id={id}
          class="num"
          inputmode="numeric"
          autocomplete="off"
          value={text()}
          aria-invalid={isBad() ? 'true' : undefined}
          aria-describedby={isBad() ? `${id}-bad` : undefined}
          onInput={(event) => read(event.currentTarget.value)}
        />
      </span>
      <small id={`${id}-bad`} class="quality-form__bad" hidden={!isBad()}>
        {t('form.seedBad')}
      </small>
    </label>
  );
}
