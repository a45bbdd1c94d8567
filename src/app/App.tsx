/** The shell: providers, navigation, top bar, the screen of the session, and what every screen shares. */
import {
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  lazy,
  Show,
  Suspense,
} from 'solid-js';
import engineUrl from '../workers/engine.worker.ts?worker&url';
import { applyAppearance, createReader } from './appearance.ts';
import { CommandLayer } from './CommandLayer.tsx';
import { createEngine, EngineProvider, useEngine } from './engine.tsx';
import { shell as en } from './i18n/en/shell.ts';
import { ReaderProvider, useWords } from './i18n/i18n.tsx';
import { shell as ko } from './i18n/ko/shell.ts';
import { NavRail, TabBar } from './Navigation.tsx';
import { createSession, SessionContext, useSession } from './session.ts';
import { createSettings, SettingsContext } from './settings.ts';
import { TopBar } from './TopBar.tsx';
import type { ViewId } from './views/view-ids.ts';
import { viewOf } from './views/views.ts';
import { Skeleton } from './widgets/Skeleton.tsx';

const words = { en, ko };
// Apart from the first paint: they bring the words of the whole field along.
const Notices = lazy(async () => ({ default: (await import('./Notices.tsx')).Notices }));
const Announcer = lazy(async () => ({ default: (await import('./Announcer.tsx')).Announcer }));
const Toasts = lazy(async () => ({ default: (await import('./Toasts.tsx')).Toasts }));
const ViewFailed = lazy(async () => ({ default: (await import('./Failures.tsx')).ViewFailed }));
const EngineFailed = lazy(async () => ({ default: (await import('./Failures.tsx')).EngineFailed }));
const DropOverlay = lazy(async () => {
  const { DropOverlay: component } = await import('./views/sources/DropOverlay.tsx');
  return { default: component };
});
const ScopeChip = lazy(() => import('./views/overview/ScopeChip.tsx'));
const ShareLayer = lazy(() => import('./share/ShareLayer.tsx'));
const Launch = lazy(async () => ({ default: (await import('./launch.ts')).Launch }));
/** Screens that say a scope is set though it is not theirs to show, and whether they are narrowed to it. */
const SCOPED: Partial<Record<ViewId, boolean>> = {
  alerts: true,
  topology: false,
  racks: false,
  insight: false,
  explore: false,
};
/** Screens that work without an open fleet: they are the way out. */
const WITHOUT_FLEET: readonly ViewId[] = ['sources', 'settings', 'status', 'quality'];

/** The whole app: one session, one engine. */
export function App() {
  const settings = createSettings();
  const session = createSession();
  const reader = createReader(session, settings);
  applyAppearance(session, settings, reader);
  const engine = createEngine(engineUrl, session, reader.locale);
  return (
    <SettingsContext.Provider value={settings}>
      <SessionContext.Provider value={session}>
        <ReaderProvider reader={reader}>
          <EngineProvider engine={engine}>
            <Shell />
          </EngineProvider>
        </ReaderProvider>
      </SessionContext.Provider>
    </SettingsContext.Provider>
  );
}

function Shell() {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const [palette, setPalette] = createSignal(false);
  const [main, setMain] = createSignal<HTMLElement>();
  const view = createMemo(() => viewOf(session.session().view));
  const mode = () => {
    const { mode: clock } = engine.clock();
    if (clock === 'past') return 'past';
    return clock === 'paused' && session.session().at !== undefined ? 'past' : clock;
  };

  const criticals = createMemo(() => engine.snapshot()?.incidents.filter(isOpenCritical).length);
  createEffect(() => {
    const critical = criticals() ?? 0;
    const name = t(`view.${view().id}`);
    const server = view().id === 'server' ? session.session().selected : undefined;
    document.title =
      critical > 0
        ? t('app.titleAlert', { count: critical, view: server ?? name })
        : t('app.title', { view: server ?? name });
  });
  createEffect<ViewId>((before) => {
    const { id } = view();
    // A new screen starts at its top; a new selection on the same screen stays where it is.
    if (before !== id) main()?.scrollTo(0, 0);
    return id;
  }, view().id);

  return (
    <div class="app" data-mode={mode()}>
      <button type="button" class="skip-link" onClick={() => main()?.focus()}>
        {t('app.skip')}
      </button>
      <NavRail />
      <TopBar onPalette={() => setPalette(true)} />
      <Suspense>
        <Notices />
      </Suspense>
      <main class="main" id="main" ref={setMain} tabIndex={-1}>
        <Show when={session.session().scope && view().id in SCOPED}>
          <Suspense>
            <ScopeChip elsewhere={!SCOPED[view().id]} />
          </Suspense>
        </Show>
        <Show when={view()} keyed>
          {(current) => (
            <ErrorBoundary
              fallback={(error, reset) => <ViewFailed error={error} onRetry={reset} />}
            >
              <Show
                when={
                  engine.status() !== 'failed' ||
                  engine.fleet() !== undefined ||
                  WITHOUT_FLEET.includes(current.id)
                }
                fallback={
                  <Suspense>
                    <EngineFailed />
                  </Suspense>
                }
              >
                <Suspense fallback={<Skeleton lines={8} />}>
                  <current.component />
                </Suspense>
              </Show>
            </ErrorBoundary>
          )}
        </Show>
      </main>
      <TabBar />
      <CommandLayer open={palette()} onOpen={setPalette} />
      <Suspense>
        <Announcer />
        <Toasts />
        <DropOverlay />
        <ShareLayer />
        <Launch />
      </Suspense>
    </div>
  );
}

function isOpenCritical(incident: { readonly state: string; readonly severity: string }): boolean {
  return incident.state === 'open' && incident.severity === 'critical';
}
