/** A text of YAML to be pasted, typed, dropped or chosen as a file. It stays on this device. */
import { createSignal } from 'solid-js';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';

const words = { en, ko };
const MOST_BYTES = 2_000_000;

/** @param props.label what the text is */
export function YamlInput(props: {
  label: string;
  text: string;
  placeholder: string;
  onText: (text: string) => void;
}) {
  const { t } = useWords(words);
  const [over, setOver] = createSignal(false);
  let chooser: HTMLInputElement | undefined;
  const take = async (file: File | undefined) => {
    if (file) props.onText(await file.slice(0, MOST_BYTES).text());
  };
  return (
    <div class="yaml-input">
      <textarea
        class="field mono"
        rows={10}
        spellcheck={false}
        aria-label={props.label}
        placeholder={props.placeholder}
        data-over={over() ? '' : undefined}
        value={props.text}
        onInput={({ currentTarget }) => props.onText(currentTarget.value)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0];
          setOver(false);
          if (!file) return;
          event.preventDefault();
          event.stopPropagation();
          void take(file);
        }}
      />
      <p class="yaml-input__foot">
        <span class="muted">{t('files.paste.hint')}</span>
        <button type="button" class="button" onClick={() => chooser?.click()}>
          {t('files.choose')}
        </button>
        <input
          ref={chooser}
          class="visually-hidden"
          type="file"
          tabIndex={-1}
          accept=".yml,.yaml,text/yaml,application/yaml"
          aria-label={t('files.choose')}
          onChange={({ currentTarget }) => {
            void take(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
      </p>
    </div>
  );
}
