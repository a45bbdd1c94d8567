/** Modal dialog by the native element: focus trap, Escape and focus return come with it. */
import { createEffect, createSignal, type JSX, Show } from 'solid-js';

/**
 * Children exist only while open.
 * @param props.label accessible name
 */
export function Modal(props: {
  open: boolean;
  onClose: () => void;
  label: string;
  class?: string;
  children: JSX.Element;
}) {
  const [dialog, setDialog] = createSignal<HTMLDialogElement>();
  createEffect(() => {
    const element = dialog();
    if (!element) return;
    if (props.open && !element.open) element.showModal();
    else if (!props.open && element.open) element.close();
  });
  return (
    <dialog
      ref={setDialog}
      class={`modal ${props.class ?? ''}`}
      aria-label={props.label}
      onClose={() => props.open && props.onClose()}
      onPointerDown={(event) => event.target === dialog() && props.onClose()}
    >
      <Show when={props.open}>{props.children}</Show>
    </dialog>
  );
}
