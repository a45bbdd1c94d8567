/** The URL as a signal. The only reader and writer of `location.hash`. */
import { createContext, createSignal, onCleanup, useContext } from 'solid-js';
import { isAct } from '../core/domain/act.ts';
import { formatSession, parseSession, type Session } from '../core/domain/session.ts';

export interface SessionStore {
  /** What is on screen. */
  session(): Session;
  /** Parameters of the opening link that were ignored. */
  ignored(): readonly string[];
  /** Goes somewhere: a step that the Back button undoes. */
  go(change: Partial<Session>): void;
  /** Adjusts in place: no new step in the browser's history. */
  adjust(change: Partial<Session>): void;
  /** Link to a changed session, for anchors. */
  href(change: Partial<Session>): string;
  /** The whole address of what is on screen. */
  link(change?: Partial<Session>): string;
}

/** Binds a session to the address bar; Back and Forward move it. */
export function createSession(): SessionStore {
  const first = parseSession(location.hash);
  const [session, setSession] = createSignal(first.session);
  const [ignored, setIgnored] = createSignal(first.ignored);
  const onMove = (event: Event) => {
    if (location.hash === formatSession(session())) return;
    const next = parseSession(location.hash);
    const isStep = event instanceof PopStateEvent && event.state === STEP;
    const shown = isStep ? withActsOf(session(), next.session) : next.session;
    if (shown !== next.session) history.replaceState(STEP, '', formatSession(shown));
    setIgnored(next.ignored);
    setSession(shown);
  };
  addEventListener('hashchange', onMove);
  addEventListener('popstate', onMove);
  onCleanup(() => {
    removeEventListener('hashchange', onMove);
    removeEventListener('popstate', onMove);
  });
  const move = (change: Partial<Session>, how: 'pushState' | 'replaceState') => {
    const next = { ...session(), ...change };
    const hash = formatSession(next);
    if (hash !== location.hash) history[how](STEP, '', hash);
    setSession(next);
  };
  return {
    session,
    ignored,
    go: (change) => move(change, 'pushState'),
    adjust: (change) => move(change, 'replaceState'),
    href: (change) => formatSession({ ...session(), ...change }),
    link: (change = {}) => new URL(formatSession({ ...session(), ...change }), location.href).href,
  };
}

/** Marks the steps made here: going back to one is not following a link. */
const STEP = 'ome';

/** Back and Forward move the screen, they take nothing back: of the same source what people did stays done. */
function withActsOf(now: Session, next: Session): Session {
  const isSame = (['source', 'file', 'seed', 'size', 'scenario', 'from'] as const).every(
    (key) => now[key] === next[key],
  );
  if (!isSame) return next;
  const actions = [
    ...next.actions.filter((action) => !isAct(action)),
    ...now.actions.filter((action) => isAct(action)),
  ].sort((a, b) => a.at - b.at);
  return JSON.stringify(actions) === JSON.stringify(next.actions) ? next : { ...next, actions };
}

export const SessionContext = createContext<SessionStore>();

/** The session of the nearest provider. @throws Error outside one: a bug */
export function useSession(): SessionStore {
  const store = useContext(SessionContext);
  if (!store) throw new Error('useSession outside its provider');
  return store;
}
