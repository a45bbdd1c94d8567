/** Panel beside a canvas or list; on phones a sheet under it. */
import { X } from 'lucide-solid';
import { type JSX, Show } from 'solid-js';
import { useTerms } from './terms.ts';

/**
 * Complementary landmark with a head, scrolling sections and a sticky foot.
 * @param props.label accessible name of the landmark
 */
export function SidePanel(props: {
  title: JSX.Element;
  label: string;
  onClose?: () => void;
  footer?: JSX.Element;
  children: JSX.Element;
}) {
  const terms = useTerms();
  return (
    <aside class="panel" aria-label={props.label}>
      <header class="panel__head">
        <h2>{props.title}</h2>
        <Show when={props.onClose}>
          {(close) => (
            <button
              type="button"
              class="button button--icon"
              data-kind="quiet"
              aria-label={terms.t('ui.close')}
              onClick={() => close()()}
            >
              <X size={16} aria-hidden="true" />
            </button>
          )}
        </Show>
      </header>
      <div class="panel__body">{props.children}</div>
      <Show when={props.footer}>
        <footer class="panel__foot">{props.footer}</footer>
      </Show>
    </aside>
  );
}
