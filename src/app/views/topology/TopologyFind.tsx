/** Search box of the map: type part of a name, choose a server. */
import { Search } from 'lucide-solid';
import { createSignal, createUniqueId, For } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { topology as en } from '../../i18n/en/topology.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';

const words = { en, ko };
const SUGGESTIONS = 12;

/** Calls back with the full name once what is typed names a server; Enter takes the first suggestion. */
export function TopologyFind(props: { onFind: (name: string) => void }) {
  const { t } = useWords(words);
  const engine = useEngine();
  const [text, setText] = createSignal('');
  const list = createUniqueId();
  const matches = () => {
    const wanted = text().trim().toLowerCase();
    const found: string[] = [];
    for (const { name } of engine.fleet()?.servers ?? []) {
      if (wanted === '' || !name.toLowerCase().includes(wanted)) continue;
      found.push(name);
      if (found.length === SUGGESTIONS) break;
    }
    return found;
  };
  const choose = (name: string | undefined, input: HTMLInputElement) => {
    if (name === undefined) return;
    setText('');
    input.value = '';
    props.onFind(name);
  };
  return (
    <label class="field topology__find">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        data-filter
        list={list}
        aria-label={t('find')}
        placeholder={t('find')}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setText(event.currentTarget.value);
          // A choice from the list arrives as input of the whole name.
          if (event.inputType !== 'insertText' && matches().includes(event.currentTarget.value))
            choose(event.currentTarget.value, event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.isComposing)
            choose(matches().at(0), event.currentTarget);
        }}
      />
      <datalist id={list}>
        <For each={matches()}>{(name) => <option value={name} />}</For>
      </datalist>
    </label>
  );
}
