/** What the Alerts screen shows: the session's alerts and incidents, what the device remembers, what is selected and checked. */
import { createEffect, createMemo, createSignal, on, untrack } from 'solid-js';
import { type Act, isAct } from '../../../core/domain/act.ts';
import { type AlertLog, sourceKey } from '../../../core/domain/act-log.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import type { Action } from '../../../core/domain/session.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import { MINUTE, type Ms, SECOND } from '../../../core/domain/time.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { useTerms } from '../../widgets/terms.ts';
import {
  axisWidth,
  byUrgency,
  groupAlerts,
  isList,
  matches,
  mergeAlerts,
  type Tab,
  tabOf,
} from './alert-list.ts';
import { useInboxWords } from './inbox-words.ts';
import { createRemotes, type RemoteInbox } from './remote.ts';
import { createRested } from './rested.ts';

/** As many alerts at once are a storm. */
const STORM = 500;
/** In a storm the list, and what fired earlier, is read again this often, not with every tick. */
export const STORM_PAUSE: Ms = 5 * SECOND;
/** The engine remembers about so many alerts of a session; beyond it, counts are a lower bound. */
const REMEMBERED = 5000;

const isStormy = (snapshot: Snapshot | undefined): boolean =>
  (snapshot?.alerts.length ?? 0) >= STORM;

/** What the list is drawn from, and whether it is held still. */
interface Held {
  readonly snapshot: Snapshot | undefined;
  readonly earlier: readonly Alert[] | undefined;
  readonly actions: readonly Action[];
  readonly isStorm: boolean;
}

/** Wide enough that a panel beside the list is read together with it. */
const BESIDE = '(min-width: 901px)';

/** A silence about to be made: what it aims at, and where (a connection's key, empty for this device). */
export interface MuteDraft {
  readonly target: string;
  readonly where: string;
}

/** Signals of the screen; needs an owner and the providers of engine and session. */
export function createInbox() {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const scope = useScope();
  const isIn = ({ server }: Alert) => scope.members()?.names.has(server) ?? true;
  // A link may name the rules: the settings send there.
  const [tab, setTab] = createSignal<Tab>(
    session.session().selected === 'rules' ? 'rules' : 'firing',
  );
  const [filter, setFilter] = createSignal('');
  /** The panel was closed by hand: nothing is chosen for the reader any more. */
  const [closed, setClosed] = createSignal(false);
  const { t: say } = useInboxWords();
  const remotes = createRemotes(engine);
  const [checked, setChecked] = createSignal<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = createSignal<MuteDraft>();
  // Memos: the session changes with every selection, and none of what follows from these should.
  const actions = createMemo(() => session.session().actions);
  const range = createMemo(() => session.session().range);

  const now = () => engine.snapshot()?.t;
  /** Changes when an alert begins or ends and each minute, not with every tick; in a storm, when each tick changes hundreds, every few seconds. */
  const stamp = createMemo(() => {
    const shown = engine.snapshot();
    if (!shown) return undefined;
    const { alerts, t: instant } = shown;
    return isStormy(shown)
      ? `${Math.floor(instant / STORM_PAUSE)}`
      : `${Math.floor(instant / MINUTE)} ${alerts.map(({ id, state }) => `${id}${state[0]}`).join()}`;
  });
  const earlier = createQuery((signal) => {
    stamp();
    actions(); // What was done about alerts that ended is in none of the ticks.
    const end = untrack(now);
    return end === undefined
      ? undefined
      : engine.call('alerts', { start: end - range(), end }, signal);
  });
  /**
   * The snapshot the list is drawn from: the newest; in a storm the one that came with what fired earlier, and the one after an act. Rows
   * then stand still for some seconds under the reader's hand, and keys are heard.
   */
  const held = createMemo<Held>((before) => {
    const next = { snapshot: engine.snapshot(), earlier: earlier(), actions: actions() };
    const isStorm = isStormy(next.snapshot) && isStormy(before?.snapshot);
    const isSame = before?.earlier === next.earlier && before?.actions === next.actions;
    const passed = Math.abs((next.snapshot?.t ?? 0) - (before?.snapshot?.t ?? 0));
    return before && isStorm && isSame && passed < 2 * STORM_PAUSE ? before : { ...next, isStorm };
  });
  const picture = createMemo(() => held().snapshot);
  const all = createMemo(() => mergeAlerts(held().earlier ?? [], picture()?.alerts ?? []));
  const isKnown = (id: string) =>
    all().has(id) || engine.snapshot()?.incidents.some((one) => one.id === id) === true;
  /** What this device remembers: asked for where it is shown. */
  const needsLog = createMemo(() => {
    const wanted = session.session().selected;
    return (
      tab() === 'history' ||
      (wanted !== undefined && /^(alr|inc)-/.test(wanted) && !isKnown(wanted))
    );
  });
  const log = createQuery((signal) => {
    if (!needsLog()) return undefined;
    stamp();
    actions();
    return engine.call('log', {}, signal);
  });
  const remembered = (): AlertLog => log() ?? { alerts: [], incidents: [], acts: [] };
  const mutes = createQuery((signal) => {
    if (tab() !== 'mutes') return undefined;
    stamp();
    actions();
    return engine.snapshot() ? engine.call('mutes', {}, signal) : undefined;
  });
  const servers = createMemo(
    () => new Map((engine.fleet()?.servers ?? []).map((server) => [server.name, server])),
  );
  const counts = createMemo(() => {
    const counted = {
      firing: 0,
      acknowledged: 0,
      silenced: 0,
      resolved: 0,
    };
    for (const alert of all().values())
      if (alert.state !== 'pending' && isIn(alert)) counted[tabOf(alert)]++;
    return counted;
  });
  /** Whether there were more alerts than are remembered: figures of lists are then lower bounds. */
  const isCut = createMemo(() => all().size >= REMEMBERED);
  /** Figures of the tabs that count something. */
  const countOf = (item: Tab): number | undefined =>
    item === 'rules'
      ? engine.rules().length
      : item === 'mutes'
        ? actions().filter(({ kind }) => kind === 'silence' || kind === 'window').length
        : item === 'history'
          ? undefined
          : counts()[item];
  const listed = createMemo(() => {
    const wanted = tab();
    const found = [...all().values()].filter(
      (alert) =>
        tabOf(alert) === wanted &&
        isIn(alert) &&
        (filter() === '' ||
          matches(alert, filter(), terms.rule(alert.rule), servers().get(alert.server))),
    );
    return wanted === 'resolved'
      ? found.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
      : found.sort(byUrgency);
  });
  const groups = createMemo(() => groupAlerts(listed(), picture()?.incidents ?? []));
  /** Ids as drawn, for the keys. */
  const order = createMemo(() => groups().flatMap((group) => group.alerts));
  const width = createMemo(() => axisWidth(listed(), picture()?.t ?? 0, range()));

  /** Muted alerts of an incident, listed with the heard ones. */
  const mutedOf = createMemo(() => {
    const found = new Map<string, string[]>();
    if (tab() !== 'firing') return found;
    for (const alert of all().values()) {
      if (tabOf(alert) !== 'silenced' || alert.state === 'pending' || !alert.incident) continue;
      const list = found.get(alert.incident);
      if (list) list.push(alert.id);
      else found.set(alert.incident, [alert.id]);
    }
    return found;
  });
  const marked = createMemo(() => [...checked()].flatMap((id) => all().get(id) ?? []));
  const check = (ids: readonly string[], on: boolean) =>
    setChecked((before) => {
      const next = new Set(before);
      for (const id of ids)
        if (on) next.add(id);
        else next.delete(id);
      return next;
    });

  /** The incident the panel shows, when the selection names one. */
  const incidentOf = (wanted: string | undefined): Incident | undefined =>
    engine.snapshot()?.incidents.find((one) => one.id === wanted) ??
    remembered().incidents.find((one) => one.id === wanted);
  const incident = createMemo(() => incidentOf(session.session().selected));
  const selected = createMemo<Alert | undefined>(() => {
    const wanted = session.session().selected;
    const direct =
      all().get(wanted ?? '') ?? remembered().alerts.find((alert) => alert.id === wanted);
    if (direct || incident()) return direct;
    return closed() || !matchMedia(BESIDE).matches || !isList(tab())
      ? undefined
      : all().get(order().at(0) ?? '');
  });
  const here = createMemo(() => sourceKey(session.session()));
  /** Where something remembered was seen; what the session shows was seen here. */
  const sourceOf = (id: string): string | undefined =>
    isKnown(id)
      ? here()
      : [...remembered().alerts, ...remembered().incidents].find((one) => one.id === id)?.source;
  const isHere = (id: string) => isKnown(id) && sourceOf(id) === here();
  const sourceName = (id: string) => {
    const kind = sourceOf(id)?.split('/').at(0);
    return kind === 'sim' || kind === 'file' || kind === 'live'
      ? say(`history.source.${kind}`)
      : say('history.source.unknown');
  };
  /** Acts of the session, or for what is remembered those of the device. */
  const actsFor = (id: string): readonly Act[] =>
    isKnown(id)
      ? actions().filter((action): action is Act => isAct(action))
      : remembered()
          .acts.filter(({ undone }) => !undone)
          .map(({ act }) => act);
  const lookUp = (id: string) => all().get(id);
  /** What the panel beside the list shows: it follows the selection once that has been drawn and rests. */
  const focus = createRested(() => selected()?.id ?? incident()?.id);
  const focused = createMemo<Alert | undefined>(() => {
    const id = focus();
    if (id === undefined) return undefined;
    return all().get(id) ?? remembered().alerts.find((alert) => alert.id === id);
  });
  const focusedIncident = createMemo<Incident | undefined>(() => incidentOf(focus()));
  const alertsOf = ({ alerts }: Incident) => {
    const stored = new Map(remembered().alerts.map((alert) => [alert.id, alert]));
    return alerts.flatMap((id) => all().get(id) ?? stored.get(id) ?? []);
  };
  const remoteAlerts = ({ alerts }: RemoteInbox, shown: Tab) =>
    alerts.filter(
      (alert) =>
        (shown === 'firing' && alert.state !== 'suppressed') ||
        (shown === 'silenced' && alert.state === 'suppressed'),
    );
  const select = (id: string | undefined) => {
    setClosed(id === undefined);
    session.adjust({ selected: id });
  };
  // A link to an alert opens the tab it stands in; one that changes state while it is read stays where it is.
  createEffect(
    on(
      () => session.session().selected && selected()?.id,
      (id, before) => {
        const alert = id === before ? undefined : all().get(id ?? '');
        if (alert && !order().includes(alert.id)) setTab(tabOf(alert));
      },
    ),
  );

  return {
    tab,
    setTab,
    filter,
    setFilter,
    draft,
    setDraft,
    checked,
    clear: () => setChecked(new Set<string>()),
    check,
    marked,
    actions,
    remotes,
    remoteAlerts,
    picture,
    isHeld: () => held().isStorm,
    focused,
    focusedIncident,
    earlier,
    all,
    lookUp,
    servers,
    countOf,
    isCut,
    groups,
    order,
    listed,
    width,
    mutedOf,
    remembered,
    mutes,
    incident,
    selected,
    select,
    isHere,
    sourceName,
    actsFor,
    alertsOf,
  };
}
export type InboxStore = ReturnType<typeof createInbox>;
