/** Command palette: a combobox over grouped results with a preview; what it lists and does comes from outside. */
import './palette.css';
import { CornerDownLeft, Search, X } from 'lucide-solid';
import {
  type Component,
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  Show,
} from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { palette as en } from '../i18n/en/palette.ts';
import { useWords } from '../i18n/i18n.tsx';
import { palette as ko } from '../i18n/ko/palette.ts';
import { Modal } from './Modal.tsx';

const words = { en, ko };

/** One line of the results. */
export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** Indices of the letters that matched. */
  readonly marks: readonly number[];
  readonly note?: string;
  /** Right-aligned text or keys, such as `g o`. */
  readonly hint?: string;
  readonly keys?: string;
  /** Host names stand in the fixed-width face. */
  readonly mono?: boolean;
  readonly icon: Component<{ size?: number }>;
  /** Runs it; the palette closes unless this resolves to something to tell. */
  run(): Promise<string | undefined>;
}

/** A titled run of results. */
export interface PaletteGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** Results of one text: groups in order, how many things were searched and how long it took. */
export interface PaletteResults {
  readonly groups: readonly PaletteGroup[];
  readonly searched: number;
  readonly ms: number;
}

/** Props of `CommandPalette`. */
export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Name of the screen below, shown beside the input. */
  readonly context: string;
  readonly search: (text: string) => PaletteResults;
  readonly preview: (item: PaletteItem) => JSX.Element;
  /** Tab: the text goes to the assistant. */
  readonly onAsk: (text: string) => void;
}

/** The palette as a modal dialog. The text is cleared whenever it opens. */
export function CommandPalette(props: CommandPaletteProps) {
  const { t } = useWords(words);
  const [text, setText] = createSignal('');
  const [index, setIndex] = createSignal(0);
  const [told, setTold] = createSignal<string>();
  let input: HTMLInputElement | undefined;
  let list: HTMLDivElement | undefined;

  const results = createMemo(() =>
    props.open ? props.search(text()) : { groups: [], searched: 0, ms: 0 },
  );
  const items = createMemo(() => results().groups.flatMap((group) => group.items));
  const active = (): PaletteItem | undefined => items().at(Math.min(index(), items().length - 1));
  const optionId = (item: PaletteItem | undefined) =>
    item ? `palette-${item.id.replaceAll(/[^\w-]/g, '_')}` : undefined;

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setText('');
        setIndex(0);
        setTold(undefined);
        queueMicrotask(() => input?.focus());
      },
    ),
  );
  createEffect(
    on(active, () =>
      queueMicrotask(() =>
        list?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
      ),
    ),
  );

  async function run(item: PaletteItem | undefined) {
    if (!item) return;
    const outcome = await item.run();
    setTold(outcome);
    if (outcome === undefined) props.onClose();
  }

  function onKey(event: KeyboardEvent) {
    if (event.isComposing || event.key === 'Process') return;
    const count = items().length;
    const move = (to: number) => {
      event.preventDefault();
      setIndex(count === 0 ? 0 : (to + count) % count);
    };
    const at = Math.min(index(), count - 1);
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'PageDown') move(Math.min(at + 6, count - 1));
    else if (event.key === 'PageUp') move(Math.max(at - 6, 0));
    else if (event.key === 'Home' && event.ctrlKey) move(0);
    else if (event.key === 'End' && event.ctrlKey) move(count - 1);
    else if (event.key === 'Enter') {
      event.preventDefault();
      void run(active());
    } else if (event.key === 'Tab' && !event.shiftKey && text().trim() !== '') {
      event.preventDefault();
      props.onAsk(text().trim());
      props.onClose();
    }
  }

  return (
    <Modal open={props.open} onClose={props.onClose} label={t('palette.label')} class="palette">
      <div class="palette__bar">
        <Search size={18} aria-hidden="true" />
        <input
          ref={input}
          class="palette__input"
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={optionId(active())}
          aria-label={t('palette.label')}
          placeholder={t('palette.placeholder')}
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="go"
          maxlength="300"
          value={text()}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setIndex(0);
            setTold(undefined);
          }}
          onKeyDown={onKey}
        />
        <span class="palette__context">{props.context}</span>
        <button type="button" class="palette__esc" onClick={() => props.onClose()}>
          <kbd class="kbd">Esc</kbd>
          <X size={18} aria-hidden="true" />
          <span class="visually-hidden">{t('palette.close')}</span>
        </button>
      </div>
      <div class="palette__body">
        <div
          ref={list}
          id="palette-list"
          class="palette__list"
          role="listbox"
          aria-label={t('palette.results', { count: items().length })}
        >
          <For each={results().groups}>
            {(group) => (
              // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role; a fieldset may not stand in one.
              <div role="group" aria-label={group.title}>
                <div class="palette__group" aria-hidden="true">
                  {group.title}
                </div>
                <For each={group.items}>
                  {(item) => (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above moves and opens by keyboard.
                    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, aria-activedescendant points here.
                    <div
                      id={optionId(item)}
                      class="palette__item"
                      data-kind={item.id.split('.', 1)[0]}
                      role="option"
                      aria-selected={item.id === active()?.id}
                      onPointerMove={() => setIndex(items().indexOf(item))}
                      onClick={() => void run(item)}
                    >
                      <Dynamic component={item.icon} size={16} />
                      <span class="palette__title" classList={{ mono: item.mono ?? false }}>
                        <Marked text={item.title} marks={item.marks} />
                      </span>
                      <span class="palette__note">{item.note}</span>
                      <Show when={item.hint}>
                        <span class="palette__hint num">{item.hint}</span>
                      </Show>
                      <Show when={item.keys}>{(keys) => <Keys keys={keys()} />}</Show>
                      <Show when={item.id === active()?.id && !item.keys}>
                        <kbd class="kbd palette__enter">
                          <CornerDownLeft size={12} aria-hidden="true" />
                        </kbd>
                      </Show>
                    </div>
                  )}
                </For>
              </div>
            )}
          </For>
          <Show when={items().length === 0}>
            <p class="palette__none">
              {t('palette.none', { text: text() })}
              <small>{t('palette.none.hint')}</small>
            </p>
          </Show>
        </div>
        <div class="palette__preview" aria-hidden="true">
          <Show when={active()} keyed>
            {(item) => props.preview(item)}
          </Show>
        </div>
      </div>
      <div class="palette__foot">
        <span>
          <kbd class="kbd">↑</kbd>
          <kbd class="kbd">↓</kbd> {t('palette.move')}
        </span>
        <span>
          <kbd class="kbd">↵</kbd> {t('palette.open')}
        </span>
        <span class="palette__desk">
          <kbd class="kbd">Tab</kbd> {t('palette.ask')}
        </span>
        <output class="palette__told" data-told={told() !== undefined}>
          {told() ??
            t('palette.figures', {
              shown: items().length,
              all: results().searched,
              ms: results().ms,
            })}
        </output>
      </div>
    </Modal>
  );
}

/** Keys as caps: `Mod+k` is ⌘K on Apple machines, Ctrl K elsewhere. */
export function Keys(props: { keys: string }) {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const NAMES: Readonly<Record<string, string>> = {
    Mod: apple ? '⌘' : 'Ctrl',
    Shift: '⇧',
    ArrowLeft: '←',
    ArrowRight: '→',
    ArrowUp: '↑',
    ArrowDown: '↓',
  };
  const caps = () =>
    props.keys
      .split(/[ +]/)
      .map((key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return (
    <span class="keys">
      <For each={caps()}>{(cap) => <kbd class="kbd">{cap}</kbd>}</For>
    </span>
  );
}

function Marked(props: { text: string; marks: readonly number[] }) {
  /** Runs of marked and plain letters. */
  const runs = () => {
    const marked = new Set(props.marks);
    const out: { text: string; marked: boolean }[] = [];
    for (let i = 0; i < props.text.length; i++) {
      const last = out.at(-1);
      if (last && last.marked === marked.has(i)) last.text += props.text[i];
      else out.push({ text: props.text[i], marked: marked.has(i) });
    }
    return out;
  };
  return <For each={runs()}>{(run) => (run.marked ? <mark>{run.text}</mark> : run.text)}</For>;
}
