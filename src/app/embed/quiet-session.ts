/** The session of an embedded console: it never makes steps in the portal's history, and keeps to the screens a portal may show. */
import type { EdgeError } from '../../core/domain/errors.ts';
import { parseSession, type Session } from '../../core/domain/session.ts';
import { EMBED_VIEWS, type EmbedView } from '../../embed/wire.ts';
import type { SessionStore } from '../session.ts';

/** A reader's choice that leads to another screen: told to the portal instead of followed. */
export type OnSelect = (selected: string | undefined) => void;

/** Which screen a session asks for; an unknown one is the overview. */
export function embedView(session: Session): EmbedView {
  return EMBED_VIEWS.find((id) => id === session.view) ?? 'overview';
}

/** Whether nothing is shown because the portal has yet to say what: its address named a kind of source, and no link of ours opens one. */
export function isAwaited({ source, file }: Session, error: EdgeError | undefined): boolean {
  return (
    source !== 'sim' && file === undefined && /^(source|file)\/not-here$/.test(error?.code ?? '')
  );
}

/** Screens on which a server is what is selected. */
const OF_SERVERS: readonly EmbedView[] = ['overview', 'fleet-map', 'server', 'chart', 'topology'];

/** Whether a choice on a screen can be shown by the screen that is there. */
function isHere(shown: EmbedView, view: string): boolean {
  return view === shown || (view === 'server' && OF_SERVERS.includes(shown));
}

/** Wraps a session. @param onSelect told what was chosen when it lies on another screen */
export function quietSession(store: SessionStore, onSelect: OnSelect): SessionStore {
  const move = ({ view, ...change }: Partial<Session>) => {
    const shown = embedView(store.session());
    if (view === undefined || view === shown) store.adjust(change);
    else if (isHere(shown, view)) store.adjust({ selected: change.selected });
    else onSelect(change.selected);
  };
  return { ...store, go: move };
}

/** Follows a link of the console within the frame: choices stay, other screens open in the full console beside the portal. */
export function followLink(event: MouseEvent, store: SessionStore): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey) return;
  const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
  const hash = link?.getAttribute('href');
  if (!hash) return;
  event.preventDefault();
  const { view, selected } = parseSession(hash).session;
  const shown = embedView(store.session());
  store.go({ view, selected });
  if (isHere(shown, view)) return;
  const full = new URL(hash, location.href);
  full.search = '';
  window.open(full, '_blank', 'noopener');
}
