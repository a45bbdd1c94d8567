/** Overview: the sentence that matters, six figures, the map, how it unfolded, the servers, the strongest anomalies. */
import './overview.css';
import './overview/headline.css';
import './overview/cards.css';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { useEngine } from '../engine.tsx';
import { shell as en } from '../i18n/en/shell.ts';
import { useWords } from '../i18n/i18n.tsx';
import { shell as ko } from '../i18n/ko/shell.ts';
import { useSession } from '../session.ts';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { FleetMap, MOST_LABELLED } from './overview/FleetMap.tsx';
import { IncidentTimeline } from './overview/IncidentTimeline.tsx';
import { KpiStrip } from './overview/KpiStrip.tsx';
import { LeadBar } from './overview/LeadBar.tsx';
import { ServersCard } from './overview/ServersCard.tsx';
import { TopAnomalies } from './overview/TopAnomalies.tsx';

/** Not on the first screen. */
const ScopeChip = lazy(() => import('./overview/ScopeChip.tsx'));
const OutlookCard = lazy(() => import('./overview/OutlookCard.tsx'));
const words = { en, ko };
/** Servers whose map fits a 900 px screen beside everything else. */
const FITTING = 24;

/** The first screen. */
export default function OverviewView() {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const [figures, setFigures] = createSignal(false);
  const [rows, setRows] = createSignal(false);
  const [anomalies, setAnomalies] = createSignal(false);
  const isOpen = () => engine.fleet() !== undefined && engine.snapshot() !== undefined;
  /** Small fleets fit one screen; those too many for names give the map the whole width. */
  const size = () => {
    const count = engine.fleet()?.servers.length ?? 0;
    return count > MOST_LABELLED ? 'huge' : count > FITTING ? 'large' : 'small';
  };
  const isIdle = () => isOpen() && figures() && rows() && anomalies();
  return (
    <>
      <div class="view overview" data-idle={isIdle() ? '' : undefined}>
        <h1 class="visually-hidden">{t('view.overview')}</h1>
        <Show when={isOpen()} fallback={<Loading />}>
          <Show when={session.session().scope}>
            <Suspense>
              <ScopeChip />
            </Suspense>
          </Show>
          <LeadBar />
          <KpiStrip onReady={setFigures} />
          <div class="overview__grid" data-size={size()}>
            <FleetMap />
            <IncidentTimeline />
            <ServersCard onReady={setRows} />
            <TopAnomalies onReady={setAnomalies} />
          </div>
        </Show>
      </div>
      <Show when={isOpen()}>
        <div class="view overview-ahead">
          <Suspense>
            <OutlookCard />
          </Suspense>
        </div>
      </Show>
    </>
  );
}

/** The final geometry, still empty. */
function Loading() {
  return (
    <>
      <div class="card">
        <Skeleton lines={2} height="70px" />
      </div>
      <div class="overview__grid">
        <div class="card">
          <Skeleton lines={6} height="340px" />
        </div>
        <div class="card">
          <Skeleton lines={6} height="340px" />
        </div>
        <div class="card">
          <Skeleton lines={7} />
        </div>
        <div class="card">
          <Skeleton lines={7} />
        </div>
      </div>
    </>
  );
}
