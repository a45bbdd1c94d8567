/** The URL as a signal. The only reader and writer of `location.hash`. */
import { createContext, createSignal, onCleanup, useContext } from 'solid-js';
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
  const onMove = () => {
    if (location.hash === formatSession(session())) return;
    const next = parseSession(location.hash);
    setIgnored(next.ignored);
    setSession(next.session);
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
    if (hash !== location.hash) history[how](null, '', hash);
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

export const SessionContext = createContext<SessionStore>();

/** The session of the nearest provider. @throws Error outside one: a bug */
export function useSession(): SessionStore {
  const store = useContext(SessionContext);
  if (!store) throw new Error('useSession outside its provider');
  return store;
}
