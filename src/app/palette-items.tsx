/** What the palette lists for a text: servers, questions, instants, screens and actions, each ranked by fit. */
import {
  BellOff,
  Clock,
  Command as CommandIcon,
  History,
  Network,
  Sparkles,
  Zap,
} from 'lucide-solid';
import type { Component } from 'solid-js';
import type { Server } from '../core/domain/fleet.ts';
import { STATUS, type Status } from '../core/domain/incident.ts';
import type { Snapshot } from '../core/domain/snapshot.ts';
import { HOUR } from '../core/domain/time.ts';
import { FAULTS } from '../core/sim/faults.ts';
import type { Command, CommandContext } from './commands.ts';
import { fuzzyMatch } from './fuzzy.ts';
import { palette } from './i18n/en/palette.ts';
import type { Translate } from './i18n/i18n.tsx';
import { incidentLabel } from './incident-label.ts';
import { parseMoment } from './moment.ts';
import { NAV_ICONS } from './nav-icons.ts';
import { unitOf } from './unit-of.ts';
import type { PaletteItem } from './widgets/CommandPalette.tsx';
import { StatusMark } from './widgets/StatusMark.tsx';
import type { Terms } from './widgets/terms.ts';

/** What the lists are made from. `worst` orders servers that fit equally well. */
export interface PaletteSources extends Pick<CommandContext, 'engine' | 'session' | 'reader'> {
  readonly commands: readonly Command[];
  readonly t: Translate<keyof typeof palette>;
  readonly terms: Terms;
}

/** An item that stands for a server; the preview shows it. */
export interface ServerItem extends PaletteItem {
  readonly server: Server;
}

type Scored = PaletteItem & { readonly score: number };

/** What people usually do comes before what merely matches. */
const USUAL_BONUS = 100;
/** crit, off, unk, warn, ok: the order of trouble. */
const TROUBLE: Readonly<Record<Status, number>> = { crit: 0, off: 1, unk: 2, warn: 3, ok: 4 };
const VIEW_ICONS: Readonly<Record<string, Component<{ size?: number }>>> = Object.fromEntries(
  Object.entries(NAV_ICONS).map(([id, icon]) => [`view.${id}`, icon]),
);

/** Servers by name; where the name does not fit, by role, tier or rack. Without a text: those in trouble. */
export function serverItems(
  text: string,
  sources: PaletteSources,
  limit: number,
): readonly ServerItem[] {
  const { engine, session, terms } = sources;
  const found: (ServerItem & { readonly score: number })[] = [];
  for (const server of engine.fleet()?.servers ?? []) {
    const status = engine.statusOf(server);
    if (text === '' && (status === 'ok' || status === 'unk')) continue;
    const byName = fuzzyMatch(text, server.name);
    const match =
      byName ??
      fuzzyMatch(
        text,
        `${server.name} ${terms.role(server.role)} ${terms.tier(server.tier)} ${server.place?.rack ?? ''} ${server.ip}`,
      );
    if (!match) continue;
    found.push({
      id: `server.${server.name}`,
      server,
      title: server.name,
      mono: true,
      marks: byName?.marks ?? [],
      score: match.score - (byName ? 0 : 40) - TROUBLE[status] / 8,
      note: noteOf(server, sources),
      icon: () => <StatusMark status={status} size={16} />,
      run: async () => {
        session.go({ view: 'server', selected: server.name });
        return undefined;
      },
    });
  }
  const health = engine.snapshot()?.health;
  // Without a text nothing fits better than anything else: the worst come first.
  const first =
    text === ''
      ? (a: ServerItem, b: ServerItem) =>
          TROUBLE[engine.statusOf(a.server)] - TROUBLE[engine.statusOf(b.server)] ||
          (health?.[a.server.index] ?? 0) - (health?.[b.server.index] ?? 0)
      : (a: (typeof found)[number], b: (typeof found)[number]) => b.score - a.score;
  return found.sort(first).slice(0, limit);
}

/** Tier, and the metric that stands out most. */
function noteOf(server: Server, { engine, terms }: PaletteSources): string {
  const tier = terms.tier(server.tier);
  const odd = engine
    .snapshot()
    ?.anomalies.find((anomaly) => anomaly.server === server.name && anomaly.end === undefined);
  if (!odd) return tier;
  return `${tier} · ${terms.metric(odd.metric, 'short')} ${terms.format.value(engine.value(odd.metric, server), unitOf(odd.metric))}`;
}

/** Questions: about the best server, and the text itself. */
export function askItems(
  text: string,
  server: Server | undefined,
  sources: PaletteSources,
): readonly PaletteItem[] {
  const { engine, t, terms } = sources;
  const items: PaletteItem[] = [];
  const add = (id: string, title: string, question: string, keys?: string) =>
    items.push({
      id,
      title,
      marks: [],
      note: t('ask.note'),
      icon: Sparkles,
      ...(keys ? { keys } : {}),
      run: async () => ask(sources, question),
    });
  if (server) {
    const status = engine.statusOf(server);
    const question = t(status === 'ok' ? 'ask.how' : 'ask.why', {
      server: server.name,
      status: terms.status(status).toLowerCase(),
    });
    add('ask.server', question, question);
  }
  if (text !== '') add('ask.text', t('ask.text', { text }), text, 'Tab');
  return items;
}

/** Sends a question to the assistant's screen. */
export function ask({ session }: Pick<PaletteSources, 'session'>, question: string): undefined {
  session.go({ view: 'assistant', selected: question.slice(0, 200) });
  return undefined;
}

/** The instant that was typed, and what happened to the best server or the fleet. */
export function timeItems(
  text: string,
  server: Server | undefined,
  sources: PaletteSources,
): readonly PaletteItem[] {
  const { engine, reader, t, terms } = sources;
  const snapshot = engine.snapshot();
  if (!snapshot) return [];
  const items: PaletteItem[] = [];
  const add = (id: string, at: number, note: string) =>
    items.push({
      id: `time.${id}`,
      title: terms.format.time(at, Math.abs(snapshot.t - at) < 12 * HOUR ? 'clock' : 'full'),
      marks: [],
      note,
      hint: terms.format.duration(at - snapshot.t),
      icon: History,
      run: async () => outcome(engine.seek(at)),
    });
  const typed = parseMoment(text, snapshot.t, reader.zone());
  if (typed === 'live') {
    items.push({
      id: 'time.live',
      title: t('time.live'),
      marks: [],
      icon: History,
      run: async () => outcome(engine.seek(undefined)),
    });
  } else if (typed !== undefined) add('typed', typed, t('time.typed'));
  const first =
    server &&
    snapshot.anomalies
      .filter((anomaly) => anomaly.server === server.name)
      .toSorted((a, b) => a.start - b.start)[0];
  if (first) add('anomaly', first.start, t('time.anomaly', { server: first.server }));
  for (const incident of snapshot.incidents.slice(0, 3)) {
    if (text !== '' && !fuzzyMatch(text, incident.id) && incident.server !== server?.name) continue;
    add(
      incident.id,
      incident.openedAt,
      t('time.incident', { incident: incidentLabel(incident.id), server: incident.server }),
    );
  }
  return items;
}

async function outcome(running: Promise<unknown>): Promise<undefined> {
  await running;
}

/** Screens or other commands whose title fits. */
export function commandItems(
  text: string,
  group: 'views' | 'actions',
  sources: PaletteSources,
  limit: number,
): readonly PaletteItem[] {
  const { t } = sources;
  const found: Scored[] = [];
  for (const command of sources.commands) {
    const isView = command.group === 'go';
    if (
      isView !== (group === 'views') ||
      command.id === 'palette' ||
      command.available?.() === false
    )
      continue;
    const title = t(command.title, command.args);
    const match = fuzzyMatch(text, title);
    if (!match) continue;
    found.push({
      id: command.id,
      title,
      marks: match.marks,
      score: match.score,
      ...(command.keys ? { keys: command.keys } : {}),
      icon: VIEW_ICONS[command.id] ?? (command.group === 'time' ? Clock : CommandIcon),
      run: async () => told(await command.run(), t),
    });
  }
  const sorted = text === '' ? found : found.sort((a, b) => b.score - a.score);
  return sorted.slice(0, limit);
}

function told(outcome: unknown, t: PaletteSources['t']): string | undefined {
  return typeof outcome === 'string' && isKey(outcome) ? t(outcome) : undefined;
}

function isKey(key: string): key is keyof typeof palette {
  return Object.hasOwn(palette, key);
}

/** Silencing the best server, and faults of the simulator aimed at the servers the text names. */
export function serverActions(
  text: string,
  servers: readonly Server[],
  sources: PaletteSources,
  limit: number,
): readonly PaletteItem[] {
  const { engine, session, t, terms } = sources;
  const at = engine.snapshot()?.t;
  if (at === undefined || text === '') return [];
  const items: Scored[] = [];
  const words = text.split(/\s+/).filter((word) => word.length > 2);
  let typical = 0;
  const add = (
    id: string,
    title: string,
    icon: Component<{ size?: number }>,
    note: string | undefined,
    run: () => unknown,
    bonus = 0,
  ) => {
    const match = fuzzyMatch(text, title);
    if (match)
      items.push({
        id,
        title,
        marks: match.marks,
        score: match.score + bonus,
        icon,
        ...(note ? { note } : {}),
        run: async () => {
          await run();
          return undefined;
        },
      });
  };
  const top = servers.at(0);
  if (top) {
    const { name } = top;
    add(
      `blast.${name}`,
      t('command.blast.of', { server: name }),
      Network,
      undefined,
      () => session.go({ view: 'topology', selected: name }),
      USUAL_BONUS,
    );
    add(
      `silence.${name}`,
      t('command.silence', { server: name }),
      BellOff,
      undefined,
      () => engine.act({ kind: 'silence', target: name, at, duration: HOUR }),
      USUAL_BONUS,
    );
  }
  if (session.session().source === 'sim') {
    for (const server of servers) {
      for (const fault of FAULTS) {
        const target = fault.targets === 'rack' ? server.place?.rack : server.name;
        if (!target) continue;
        const name = terms.fault(fault.id);
        // A text that only names the server lists the faults typical of it, not all.
        const isNamed = words.some((word) => fuzzyMatch(word, name) ?? fuzzyMatch(word, fault.id));
        if (!isNamed && (server !== top || !fault.suits.includes(server.role) || typical++ >= 2))
          continue;
        add(
          `inject.${fault.id}.${target}`,
          t('command.inject.on', { fault: name, server: target }),
          Zap,
          t('command.inject.note'),
          () => engine.act({ kind: 'inject', fault: fault.id, target, at, duration: undefined }),
          isNamed ? USUAL_BONUS : 0,
        );
      }
    }
  }
  return items.sort((a, b) => b.score - a.score).slice(0, limit);
}

/** Servers that at least one word of the text names, best first; the selected server when none is named. */
export function namedServers(
  text: string,
  { engine, session }: PaletteSources,
  limit: number,
): readonly Server[] {
  const scores = new Map<Server, number>();
  for (const word of text.split(/\s+/).filter((part) => part.length > 1)) {
    for (const server of engine.fleet()?.servers ?? []) {
      const match = fuzzyMatch(word, server.name);
      if (match) scores.set(server, (scores.get(server) ?? 0) + match.score);
    }
  }
  const named = [...scores].sort((a, b) => b[1] - a[1]).map(([server]) => server);
  const selected = engine
    .fleet()
    ?.servers.find((server) => server.name === session.session().selected);
  return (
    named.length > 0
      ? named
      : selected
        ? [selected]
        : worst(engine.fleet()?.servers ?? [], engine.snapshot())
  ).slice(0, limit);
}

/** Critical servers, the least healthy first. */
function worst(servers: readonly Server[], snapshot: Snapshot | undefined): readonly Server[] {
  if (!snapshot) return [];
  return servers
    .filter((server) => TROUBLE[STATUS[snapshot.status[server.index]] ?? 'unk'] === 0)
    .sort((a, b) => snapshot.health[a.index] - snapshot.health[b.index]);
}
