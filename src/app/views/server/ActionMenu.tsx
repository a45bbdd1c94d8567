/** Button with a menu: arrow keys walk it, Escape and a click elsewhere close it, focus returns to the button. */
import { createSignal, createUniqueId, For, type JSX, onCleanup, Show } from 'solid-js';

/** One entry; `href` makes it a link, `run` a command. */
export interface MenuEntry {
  readonly label: string;
  readonly icon?: JSX.Element;
  readonly href?: string;
  readonly run?: () => void;
}

/** @param props.label accessible name when the face is only an icon */
export function ActionMenu(props: {
  face: JSX.Element;
  label?: string;
  isIcon?: boolean;
  entries: readonly MenuEntry[];
}) {
  const id = createUniqueId();
  const [isOpen, setOpen] = createSignal(false);
  let root!: HTMLDivElement;
  let button!: HTMLButtonElement;

  const items = () => [...root.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const close = () => {
    setOpen(false);
    document.removeEventListener('pointerdown', onOutside, true);
  };
  const onOutside = (event: PointerEvent) => {
    if (!root.contains(event.target as Node)) close();
  };
  const open = (focus: 0 | -1) => {
    setOpen(true);
    document.addEventListener('pointerdown', onOutside, true);
    items().at(focus)?.focus();
  };
  onCleanup(close);

  const onKey = (event: KeyboardEvent) => {
    const list = items();
    const at = list.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Escape' && isOpen()) {
      close();
      button.focus();
    } else if (event.key === 'ArrowDown') {
      if (isOpen()) list[(at + 1) % list.length]?.focus();
      else open(0);
    } else if (event.key === 'ArrowUp') {
      if (isOpen()) list.at(at <= 0 ? -1 : at - 1)?.focus();
      else open(-1);
    } else if (event.key === 'Home' && isOpen()) list.at(0)?.focus();
    else if (event.key === 'End' && isOpen()) list.at(-1)?.focus();
    else if (event.key === 'Tab' && isOpen()) {
      close();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const choose = (entry: MenuEntry) => {
    close();
    button.focus();
    entry.run?.();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the entries inside.
    <div class="action-menu" ref={root} onKeyDown={onKey}>
      <button
        ref={button}
        type="button"
        classList={{ button: true, 'button--icon': props.isIcon }}
        aria-haspopup="menu"
        aria-expanded={isOpen()}
        aria-controls={isOpen() ? id : undefined}
        aria-label={props.label}
        onClick={() => (isOpen() ? close() : open(0))}
      >
        {props.face}
      </button>
      <Show when={isOpen()}>
        <div class="action-menu__list" role="menu" id={id}>
          <For each={props.entries}>
            {(entry) => (
              <Show
                when={entry.href}
                fallback={
                  <button type="button" role="menuitem" tabindex={-1} onClick={() => choose(entry)}>
                    {entry.icon}
                    {entry.label}
                  </button>
                }
              >
                {(href) => (
                  <a role="menuitem" tabindex={-1} href={href()} onClick={close}>
                    {entry.icon}
                    {entry.label}
                  </a>
                )}
              </Show>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
