/** A screen of tabs: its head, the tabs, and the panel of the one shown. */
import type { JSX } from 'solid-js';
import { Tabs, tabId } from './Tabs.tsx';
import { ViewHead } from './ViewHead.tsx';

/**
 * @param props.name of the screen: its class, and the prefix of the tabs' element ids
 * @param props.tools what stands at the end of the title's line
 * @param props.children of the panel
 */
export function TabbedView<T extends string>(props: {
  name: string;
  title: string;
  note: string;
  tools?: JSX.Element;
  isIdle: boolean;
  label: string;
  tabs: readonly T[];
  tabName: (tab: T) => string;
  value: T;
  onChange: (tab: T) => void;
  children: JSX.Element;
}) {
  const panel = () => `${props.name}-panel`;
  return (
    <div class={`view ${props.name}`} data-idle={props.isIdle ? '' : undefined}>
      <ViewHead title={props.title} note={props.note}>
        {props.tools}
      </ViewHead>
      <Tabs
        id={props.name}
        panel={panel()}
        label={props.label}
        tabs={props.tabs}
        value={props.value}
        onChange={props.onChange}
      >
        {(item) => <>{props.tabName(item)}</>}
      </Tabs>
      <div
        class="tab-panel"
        id={panel()}
        role="tabpanel"
        aria-labelledby={tabId(props.name, props.value)}
      >
        {props.children}
      </div>
    </div>
  );
}
