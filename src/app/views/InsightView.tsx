/** Insight: what changed, operating states, outliers, trends and scores at the instant shown; computed in a worker of its own. */
import './insight.css';
import './insight/plots.css';
import { FileText } from 'lucide-solid';
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import insightUrl from '../../workers/insight.worker.ts?worker&url';
import { useEngine } from '../engine.tsx';
import { useSession } from '../session.ts';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { TabbedView } from '../widgets/TabbedView.tsx';
import { createInstant } from './insight/analysis.ts';
import { ChangesTab } from './insight/ChangesTab.tsx';
import { OutliersTab } from './insight/OutliersTab.tsx';
import { ScoresTab } from './insight/ScoresTab.tsx';
import { StatesTab } from './insight/StatesTab.tsx';
import { TrendsTab } from './insight/TrendsTab.tsx';
import { useInsightWords } from './insight/words.ts';

const PARTS = {
  changes: ChangesTab,
  states: StatesTab,
  outliers: OutliersTab,
  trends: TrendsTab,
  scores: ScoresTab,
} as const;
type Tab = keyof typeof PARTS;
const TABS = Object.keys(PARTS) as readonly Tab[];

/** `selected` is the tab. */
export default function InsightView() {
  const session = useSession();
  const engine = useEngine();
  const { t, format } = useInsightWords();
  const instant = createInstant(engine);
  const [isIdle, setIdle] = createSignal(false);
  // A memo: what else changes in the session must not make the same tab a new one.
  const tab = createMemo<Tab>(
    () => TABS.find((one) => one === session.session().selected) ?? 'changes',
  );
  createEffect(on(tab, () => setIdle(false)));

  return (
    <TabbedView
      name="insight"
      title={t('title')}
      note={t('note')}
      tools={
        <>
          <Show when={instant()}>
            {(at) => <small class="num muted">{t('asOf', { time: format.time(at()) })}</small>}
          </Show>
          <a class="button" href={session.href({ view: 'report', selected: undefined })}>
            <FileText size={14} aria-hidden="true" />
            {t('report.open')}
          </a>
        </>
      }
      isIdle={isIdle()}
      label={t('tab.label')}
      tabs={TABS}
      tabName={(item) => t(`tab.${item}`)}
      value={tab()}
      onChange={(next) => session.adjust({ selected: next })}
    >
      <Show
        when={engine.fleet() && engine.snapshot()}
        fallback={
          <div class="card">
            <Skeleton lines={12} />
          </div>
        }
      >
        <Dynamic
          component={PARTS[tab()]}
          workerUrl={insightUrl}
          instant={instant()}
          onIdle={setIdle}
        />
      </Show>
    </TabbedView>
  );
}
