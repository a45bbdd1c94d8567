/** A button that opens a small panel under it: options walked by arrow keys, or a form. Escape and a click elsewhere close it. */
import './pop-menu.css';
import { createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js';

/**
 * Children exist only while open and get the function that closes it; what they offer to choose carries `data-option`.
 * @param props.label accessible name of button and panel
 * @param props.title visible head of the panel
 */
export function PopMenu(props: {
  face: JSX.Element;
  label: string;
  title?: string;
  class: string;
  kind?: string | undefined;
  disabled?: boolean;
  children: (close: () => void) => JSX.Element;
}) {
  const id = createUniqueId();
  const [isOpen, setOpen] = createSignal(false);
  let root!: HTMLSpanElement;
  let button!: HTMLButtonElement;
  let panel: HTMLDivElement | undefined;

  const options = () => [...root.querySelectorAll<HTMLElement>('[data-option]')];
  const onOutside = (event: PointerEvent) => {
    if (!root.contains(event.target as Node)) setClosed();
  };
  const setClosed = () => {
    setOpen(false);
    document.removeEventListener('pointerdown', onOutside, true);
  };
  /** Closes and puts the focus where it came from. */
  const close = () => {
    setClosed();
    button.focus();
  };
  const open = () => {
    setOpen(true);
    document.addEventListener('pointerdown', onOutside, true);
    place();
    const first = root.querySelector<HTMLElement>('[data-first]') ?? options().at(0);
    first?.focus({ preventScroll: true });
    panel?.scrollIntoView({ block: 'nearest' });
  };
  /** Opens towards the side where there is room. */
  const place = () => {
    if (!panel) return;
    const bounds = root.closest('[data-pop-bounds]')?.getBoundingClientRect();
    const right = Math.min(bounds?.right ?? innerWidth, innerWidth);
    const left = Math.max(bounds?.left ?? 0, 0);
    const at = button.getBoundingClientRect();
    const width = panel.offsetWidth;
    const shift = Math.min(0, right - 8 - (at.left + width));
    panel.style.setProperty('--shift', `${Math.max(shift, left + 8 - at.left)}px`);
  };
  onCleanup(setClosed);

  const onKey = (event: KeyboardEvent) => {
    if (!isOpen()) {
      if (event.key !== 'ArrowDown' || event.target !== button) return;
      event.preventDefault();
      open();
      return;
    }
    if (event.isComposing) return;
    const list = options();
    const at = list.indexOf(document.activeElement as HTMLElement);
    const go = (to: number) => {
      list.at(to)?.focus();
      event.preventDefault();
    };
    if (event.key === 'Escape') {
      close();
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'ArrowDown' && list.length > 0) go((at + 1) % list.length);
    else if (event.key === 'ArrowUp' && list.length > 0) go(at <= 0 ? -1 : at - 1);
    else if (event.key === 'Home' && at >= 0) go(0);
    else if (event.key === 'End' && at >= 0) go(-1);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the options inside.
    <span
      class="pop-menu"
      ref={root}
      onKeyDown={onKey}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !root.contains(to)) setClosed();
      }}
    >
      <button
        ref={button}
        type="button"
        class={props.class}
        data-kind={props.kind}
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        aria-controls={isOpen() ? id : undefined}
        aria-label={props.label}
        title={props.label}
        disabled={props.disabled}
        onClick={() => (isOpen() ? close() : open())}
      >
        {props.face}
      </button>
      <Show when={isOpen()}>
        <div ref={panel} id={id} class="pop-menu__panel" role="dialog" aria-label={props.label}>
          <Show when={props.title}>
            <p class="pop-menu__title">{props.title}</p>
          </Show>
          {props.children(close)}
        </div>
      </Show>
    </span>
  );
}

/** One line of a panel. */
export function PopOption(props: {
  onChoose: () => void;
  isCurrent?: boolean;
  note?: JSX.Element;
  icon?: JSX.Element;
  mono?: boolean;
  children: JSX.Element;
}) {
  return (
    <button
      type="button"
      class="pop-menu__option"
      classList={{ mono: props.mono ?? false }}
      data-option
      aria-current={props.isCurrent ? 'true' : undefined}
      onClick={() => props.onChoose()}
    >
      {props.icon}
      <span>{props.children}</span>
      <Show when={props.note}>
        <small class="num">{props.note}</small>
      </Show>
    </button>
  );
}
