/** The list of screens: id, navigation, lazy component. Titles live in the shell's dictionary under `view.<id>`. */
import { type Component, lazy } from 'solid-js';
import type { ViewId } from './view-ids.ts';

/** One screen. `rail`: where its navigation entry stands; `undefined` for screens reached from others. */
export interface View {
  readonly id: ViewId;
  readonly rail: 'top' | 'bottom' | undefined;
  readonly component: Component;
}

/** All screens; the end-to-end smoke test visits each. */
export const VIEWS: readonly View[] = [
  { id: 'overview', rail: 'top', component: lazy(() => import('./OverviewView.tsx')) },
  { id: 'servers', rail: 'top', component: lazy(() => import('./ServersView.tsx')) },
  { id: 'server', rail: undefined, component: lazy(() => import('./ServerView.tsx')) },
  { id: 'topology', rail: 'top', component: lazy(() => import('./TopologyView.tsx')) },
  { id: 'racks', rail: 'top', component: lazy(() => import('./RacksView.tsx')) },
  { id: 'alerts', rail: 'top', component: lazy(() => import('./AlertsView.tsx')) },
  { id: 'insight', rail: 'top', component: lazy(() => import('./InsightView.tsx')) },
  { id: 'assistant', rail: 'top', component: lazy(() => import('./AssistantView.tsx')) },
  { id: 'explore', rail: 'top', component: lazy(() => import('./ExploreView.tsx')) },
  { id: 'sources', rail: 'bottom', component: lazy(() => import('./SourcesView.tsx')) },
  { id: 'settings', rail: 'bottom', component: lazy(() => import('./SettingsView.tsx')) },
  { id: 'status', rail: undefined, component: lazy(() => import('./StatusView.tsx')) },
  { id: 'quality', rail: undefined, component: lazy(() => import('./QualityView.tsx')) },
  { id: 'report', rail: undefined, component: lazy(() => import('./ReportView.tsx')) },
];

/** The screen with this id; an unknown id is the overview. */
export function viewOf(id: string): View {
  return VIEWS.find((view) => view.id === id) ?? VIEWS[0];
}
