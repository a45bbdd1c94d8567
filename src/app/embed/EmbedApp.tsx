/**
 * The console inside another page: one screen without navigation, a port to the portal, everything in memory.
 * Its engine keeps nothing on the device and asks no server the reader was not asked about, without credentials: there are no keys here to lose.
 */
import './embed.css';
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import type { Session } from '../../core/domain/session.ts';
import type { EmbedTopic } from '../../embed/wire.ts';
import engineUrl from '../../workers/engine.worker.ts?worker&url';
import { applyAppearance, createReader } from '../appearance.ts';
import { createEngine, EngineProvider } from '../engine.tsx';
import { ReaderProvider } from '../i18n/i18n.tsx';
import { createSession, SessionContext } from '../session.ts';
import { createSettings, SettingsContext } from '../settings.ts';
import { ConsentDialog, SourceDialog } from './ConsentDialog.tsx';
import { makeCarryOut } from './carry-out.ts';
import { createConnection } from './connection.ts';
import { EmbedShell } from './EmbedShell.tsx';
import { makeNews } from './news.ts';
import { embedView, followLink, isAwaited, quietSession } from './quiet-session.ts';
import { readRequest } from './request.ts';
import { Sandboxed } from './Sandboxed.tsx';
import { makeTarget } from './target.ts';
import { makeTopics } from './topics.ts';

/** The whole embedded page. */
export function EmbedApp() {
  const settings = createSettings();
  const session = createSession();
  const reader = createReader(session, settings);
  applyAppearance(session, settings, reader);
  // Without an origin no worker of ours may start, and no portal can greet us: `connect` says so there, we say it here.
  const isSandboxed = self.origin === 'null';
  return (
    <SettingsContext.Provider value={settings}>
      <ReaderProvider reader={reader}>
        <Show when={!isSandboxed} fallback={<Sandboxed />}>
          <Running reader={reader} store={session} />
        </Show>
      </ReaderProvider>
    </SettingsContext.Provider>
  );
}

function Running(props: {
  reader: Parameters<typeof makeTarget>[2];
  store: ReturnType<typeof createSession>;
}) {
  // Both are made once, with the page.
  const { reader, store } = props;
  const request = readRequest(location.search);
  const [filter, setFilter] = createSignal(request.filter);
  const session = quietSession(store, (selected) =>
    portal.emit('select', { view: embedView(store.session()), selected }),
  );
  const engine = createEngine(engineUrl, session, reader.locale, 'engine-embed');
  const fleetListeners = new Set<(fleet: NonNullable<ReturnType<typeof engine.fleet>>) => void>();
  const snapshotListeners = new Set<
    (snapshot: NonNullable<ReturnType<typeof engine.snapshot>>) => void
  >();
  const topics = makeTopics(
    {
      tiers: () => engine.fleet()?.servers.map(({ tier }) => tier) ?? [],
      snapshot: engine.snapshot,
      onFleet(listener) {
        const fleet = engine.fleet();
        if (fleet) listener(fleet);
        fleetListeners.add(listener);
        return () => fleetListeners.delete(listener);
      },
      onSnapshot(listener) {
        snapshotListeners.add(listener);
        const snapshot = engine.snapshot();
        // Whoever comes late sees what is shown, once everything that listens is in place.
        if (snapshot) queueMicrotask(() => snapshotListeners.has(listener) && listener(snapshot));
        return () => snapshotListeners.delete(listener);
      },
    },
    (event, params) => portal.emit(event, params),
  );
  const [asked, setAsked] = createSignal<{
    readonly url: string;
    readonly answer: (isAllowed: boolean) => void;
  }>();
  const ask = (url: string, signal: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const answer = (isAllowed: boolean) => {
        setAsked(undefined);
        resolve(isAllowed);
      };
      setAsked({ url, answer });
      signal.addEventListener('abort', () => answer(false), { once: true });
    });
  const topic = (name: EmbedTopic, isWanted: boolean) => void topics.set(name, isWanted);
  const target = makeTarget(engine, session, reader, setFilter, topic, ask);
  const portal = createConnection(request, makeCarryOut(target), () => void topics.close());
  const news = makeNews((event, params) => portal.emit(event, params));

  createEffect(
    on([engine.fleet, portal.isConnected], ([fleet, isConnected]) => {
      news.forget();
      if (!fleet) return;
      for (const listener of fleetListeners) listener(fleet);
      if (isConnected)
        void engine.settled().then(
          () =>
            portal.emit('ready', {
              servers: fleet.servers.length,
              t: engine.snapshot()?.t ?? 0,
              view: embedView(session.session()),
            }),
          () => undefined, // The error is told by itself.
        );
    }),
  );
  createEffect(() => {
    const snapshot = engine.snapshot();
    if (!snapshot || !portal.isConnected() || engine.clock().mode === 'replaying') return;
    news.tell(snapshot);
    for (const listener of snapshotListeners) listener(snapshot);
  });
  createEffect(
    // Told once: what changes beside it does not make it another error.
    on([engine.error, portal.isConnected], ([error, isConnected]) => {
      if (error && isConnected && !target.isOpening() && !isAwaited(session.session(), error))
        portal.emit('error', { code: error.code, message: error.message });
    }),
  );
  const chosen = createMemo(() => session.session().selected);
  createEffect(
    on(
      chosen,
      (selected) => portal.emit('select', { view: embedView(session.session()), selected }),
      { defer: true },
    ),
  );
  /** What was opened last: until another source is, nothing of the one before may pass for it. */
  const sourceOf = ({ source, file }: Pick<Session, 'source' | 'file'>) =>
    source === 'sim' ? source : `${source} ${file ?? ''}`;
  const [opened, setOpened] = createSignal('');
  onCleanup(engine.on('opened', ({ session: shown }) => void setOpened(sourceOf(shown))));
  const isCurrent = createMemo(() => {
    const wanted = sourceOf(session.session());
    return opened() === wanted || (opened() === '' && wanted === 'sim');
  });
  const onClick = (event: MouseEvent) => followLink(event, session);
  document.addEventListener('click', onClick, { capture: true });
  onCleanup(() => document.removeEventListener('click', onClick, { capture: true }));

  return (
    <SessionContext.Provider value={session}>
      <EngineProvider engine={engine}>
        <EmbedShell filter={filter()} isCurrent={isCurrent()} />
        <SourceDialog
          url={asked()?.url}
          portal={portal.portal()}
          onAnswer={(isAllowed) => asked()?.answer(isAllowed)}
        />
        <ConsentDialog origin={portal.asking()} onAnswer={portal.answer} />
      </EngineProvider>
    </SessionContext.Provider>
  );
}
