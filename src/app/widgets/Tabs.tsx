/** A row of tabs over one panel: arrow keys go round, the chosen tab is the one Tab reaches (WAI-ARIA tabs pattern). */
import './tabs.css';
import { For, type JSX } from 'solid-js';

/**
 * The panel is the caller's: `role="tabpanel"`, the id given here, labelled by `tabId(props.id, value)`.
 * @param props.id prefix of the tabs' element ids
 * @param props.panel element id of the panel
 */
export function Tabs<T extends string>(props: {
  id: string;
  panel: string;
  label: string;
  tabs: readonly T[];
  value: T;
  onChange: (tab: T) => void;
  children: (tab: T) => JSX.Element;
}) {
  return (
    <div class="tabs" role="tablist" aria-label={props.label}>
      <For each={props.tabs}>
        {(item) => (
          <button
            type="button"
            role="tab"
            id={tabId(props.id, item)}
            aria-selected={item === props.value}
            aria-controls={props.panel}
            tabIndex={item === props.value ? 0 : -1}
            onClick={() => props.onChange(item)}
            onKeyDown={(event) => {
              const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              if (by === 0) return;
              event.preventDefault();
              const { tabs } = props;
              const next = tabs[(tabs.indexOf(item) + by + tabs.length) % tabs.length];
              props.onChange(next);
              document.getElementById(tabId(props.id, next))?.focus();
            }}
          >
            {props.children(item)}
          </button>
        )}
      </For>
    </div>
  );
}

/** Element id of one tab, for its panel's `aria-labelledby`. */
export const tabId = (prefix: string, tab: string): string => `${prefix}-tab-${tab}`;
