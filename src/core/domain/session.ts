/** Session: what is on screen, as one value. It fits in a URL hash, versioned, and reproduces the screen elsewhere. */
import {
  type Act,
  actWord,
  escapePart,
  formatActParts,
  isAct,
  isActWord,
  isLinkable,
  parseAct,
  unescapePart,
} from './act.ts';
import {
  type EpochMs,
  formatDuration,
  formatInstant,
  type Ms,
  parseDuration,
  parseInstant,
  SECOND,
} from './time.ts';

/** Where frames come from. Only `sim` can be rebuilt from a link; a link never claims to carry real data. */
export const SOURCES = ['sim', 'file', 'live'] as const;
export type SourceId = (typeof SOURCES)[number];

/** Built-in courses of events of the simulated fleet. */
export const SCENARIOS = ['normal', 'stress', 'failure'] as const;
export type ScenarioId = (typeof SCENARIOS)[number];

/** Languages facts and screens exist in. */
export const LOCALES = ['en', 'ko'] as const;
export type Locale = (typeof LOCALES)[number];

/** Something a user did at an instant; replay includes it. Faults strike a server, rack, row, hall or site by name. */
export type Action =
  | {
      readonly kind: 'inject';
      readonly fault: string;
      readonly target: string;
      readonly at: EpochMs;
      readonly duration: Ms | undefined;
    }
  | { readonly kind: 'clear'; readonly target: string; readonly at: EpochMs }
  | Act;

export interface Session {
  /** Screen id and what is selected on it. */
  readonly view: string;
  readonly selected: string | undefined;
  readonly source: SourceId;
  /** Key of an imported file or of a connection on this device; with sources `file` and `live`. */
  readonly file: string | undefined;
  readonly seed: number;
  readonly size: number;
  readonly scenario: ScenarioId;
  /** Tick length. */
  readonly step: Ms;
  /** Sensitivity: false alarms per server-day detection may raise, within `BUDGET_RANGE`. */
  readonly budget: number;
  /** First tick of the replay; detectors remember from here on. `undefined`: let the engine choose, shortly before now. */
  readonly from: EpochMs | undefined;
  /** The instant shown; `undefined` is live. */
  readonly at: EpochMs | undefined;
  readonly actions: readonly Action[];
  /** Width of the time window of charts and timeline. */
  readonly range: Ms;
  /** IANA zone; `undefined` follows the device. */
  readonly zone: string | undefined;
  readonly locale: Locale | undefined;
  readonly theme: 'light' | 'dark' | undefined;
  /** PromQL of the Explore screen. */
  readonly query: string | undefined;
  /** What the fleet map groups and colours by; `app/views/overview/grouping.ts` reads it. */
  readonly map: string | undefined;
  /** Servers everything on the screen is narrowed to; `app/scope.ts` reads it. */
  readonly scope: string | undefined;
  /** Servers compared and by which metric; `app/views/servers/comparison.ts` reads it. */
  readonly compare: string | undefined;
  /** What the list of servers is filtered and sorted by; `app/views/servers/list-link.ts` reads it. */
  readonly list: string | undefined;
}

export const DEFAULT_SESSION: Session = {
  view: 'overview',
  selected: undefined,
  source: 'sim',
  file: undefined,
  seed: 42,
  size: 20,
  scenario: 'normal',
  step: SECOND,
  budget: 1,
  from: undefined,
  at: undefined,
  actions: [],
  range: 6 * 3600 * SECOND,
  zone: undefined,
  locale: undefined,
  theme: undefined,
  query: undefined,
  map: undefined,
  scope: undefined,
  compare: undefined,
  list: undefined,
};

export const MAX_SIZE = 10_000;
/** Characters of PromQL a link may carry. */
const MAX_QUERY = 4000;
/** Least and largest false-alarm budget, per server-day. */
export const BUDGET_RANGE = { least: 0.01, most: 100 } as const;
const VERSION = 1;

/** A link's session and the parameters that had to be ignored, for a notice. */
export interface ParsedSession {
  readonly session: Session;
  readonly ignored: readonly string[];
}

/** Turns the raw parameters of one version into those of the next. */
export type Upgrader = (parameters: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
/** Upgraders from version i + 1 to i + 2; one is added whenever a parameter changes its meaning. Bundles carry links, so they follow. */
const UPGRADERS: readonly Upgrader[] = [];

/** Brings the parameters of a link of `version` to the newest; those of versions that never were, or are yet to come, stay as they are. */
export function upgradeParameters(
  parameters: ReadonlyMap<string, string>,
  version: number,
  upgraders: readonly Upgrader[] = UPGRADERS,
): ReadonlyMap<string, string> {
  if (!Number.isInteger(version) || version < 1) return parameters;
  return upgraders.slice(version - 1).reduce((now, upgrade) => upgrade(now), parameters);
}

/**
 * Reads `#/view?v=1&…`. Never throws: a bad value keeps the default and is named in `ignored`.
 * A link from a newer version is read as far as it is understood, and says so (`v`).
 */
export function parseSession(hash: string): ParsedSession {
  const ignored: string[] = [];
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const raw = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [key, value = ''] = pair.split('=', 2);
    if (key !== '') raw.set(key, decode(value));
  }
  const version = Number(raw.get('v') ?? VERSION);
  if (!(version >= 1 && version <= VERSION)) ignored.push('v');
  const parameters = upgradeParameters(raw, version);

  const read = <T>(key: string, fallback: T, parse: (text: string) => T | undefined): T => {
    const text = parameters.get(key);
    if (text === undefined) return fallback;
    const value = parse(text);
    if (value === undefined) ignored.push(key);
    return value ?? fallback;
  };
  const d = DEFAULT_SESSION;
  const from = read<EpochMs | undefined>('from', undefined, parseInstant);
  return {
    session: {
      view: /^[a-z][a-z-]*$/.test(path) ? path : d.view,
      selected: read<string | undefined>('sel', undefined, (text) =>
        text === '' ? undefined : text.slice(0, 200),
      ),
      source: read('src', d.source, (text) => oneOf(text, SOURCES)),
      file: read<string | undefined>('file', undefined, (text) =>
        /^[a-z0-9-]{1,40}$/.test(text) ? text : undefined,
      ),
      seed: read('seed', d.seed, (text) => integer(text, 0, 0xffffffff)),
      size: read('n', d.size, (text) => integer(text, 1, MAX_SIZE)),
      scenario: read('scenario', d.scenario, (text) => oneOf(text, SCENARIOS)),
      step: read('step', d.step, (text) => positive(parseDuration(text), SECOND)),
      budget: read('budget', d.budget, parseBudget),
      from,
      at: read<EpochMs | undefined>('at', undefined, parseInstant),
      actions: from === undefined ? [] : read('do', d.actions, (text) => parseActions(text, from)),
      range: read('range', d.range, (text) => positive(parseDuration(text), 60 * SECOND)),
      zone: read<string | undefined>('tz', undefined, (text) =>
        /^[A-Za-z0-9_+\-/]{1,64}$/.test(text) ? text : undefined,
      ),
      locale: read<Locale | undefined>('lang', undefined, (text) => oneOf(text, LOCALES)),
      theme: read<'light' | 'dark' | undefined>('theme', undefined, (text) =>
        oneOf(text, ['light', 'dark'] as const),
      ),
      query: read<string | undefined>('q', undefined, (text) =>
        text === '' ? undefined : text.slice(0, MAX_QUERY),
      ),
      map: read('map', undefined, (text) => words(text, 120)),
      scope: read('in', undefined, (text) => words(text, MAX_QUERY)),
      compare: read('cmp', undefined, (text) => words(text, MAX_QUERY)),
      list: read('list', undefined, (text) => words(text, 300)),
    },
    ignored,
  };
}

/** Writes the session as a hash; what equals the default is left out, so short states have short links. */
export function formatSession(session: Session): string {
  const d = DEFAULT_SESSION;
  const parts = [`v=${VERSION}`];
  const put = (key: string, value: string | number | undefined, fallback?: string | number) => {
    if (value !== undefined && value !== fallback) parts.push(`${key}=${encode(String(value))}`);
  };
  put('src', session.source, d.source);
  put('file', session.file);
  if (session.source === 'sim') {
    put('seed', session.seed);
    put('n', session.size, d.size);
    put('scenario', session.scenario, d.scenario);
  }
  put('step', formatDuration(session.step), formatDuration(d.step));
  put('budget', formatBudget(session.budget), formatBudget(d.budget));
  put('from', session.from === undefined ? undefined : formatInstant(session.from));
  put('at', session.at === undefined ? undefined : formatInstant(session.at));
  // Acts on real data are this device's own: its history brings them back.
  if (session.source === 'sim' && session.from !== undefined && session.actions.length > 0)
    put('do', formatActions(session.actions, session.from));
  put('range', formatDuration(session.range), formatDuration(d.range));
  put('sel', session.selected);
  put('tz', session.zone);
  put('lang', session.locale);
  put('theme', session.theme);
  put('q', session.query);
  put('map', session.map);
  put('in', session.scope);
  put('cmp', session.compare);
  put('list', session.list);
  return `#/${session.view}?${parts.join('&')}`;
}

/** Reads a budget: `3`, `0.5`, or `1/7` for one alarm in so many days; `undefined` outside `BUDGET_RANGE`. */
export function parseBudget(text: string): number | undefined {
  const [, whole, days] = /^(?:(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})|1\/([1-9]\d?))$/.exec(text) ?? [];
  const budget = days === undefined ? Number(whole) : 1 / Number(days);
  return budget >= BUDGET_RANGE.least && budget <= BUDGET_RANGE.most ? budget : undefined;
}

/** Writes a budget in the notation of `parseBudget`: what has no short decimal is one alarm in so many days where it can be. */
export function formatBudget(budget: number): string {
  const short = Number(budget.toPrecision(4));
  const days = Math.round(1 / budget);
  return budget !== short && 1 / days === budget ? `1/${days}` : String(short);
}

/**
 * Reads `leak@db-master-01+12m,silence@web-prod-01+15m~2h!bMinji`: what @ target + offset from `from` [~ duration] [! parts of an act].
 * `undefined` when any part does not fit, so that a half-understood incident is never replayed.
 */
export function parseActions(text: string, from: EpochMs): readonly Action[] | undefined {
  const actions: Action[] = [];
  for (const part of text.split(',')) {
    const match =
      /^([a-z][a-z0-9-]*)@([^@+~!,]+)\+(-?[0-9a-z]+)(?:~([0-9a-z]+))?((?:![^@+~!,]*)*)$/su.exec(
        part.trimStart(),
      );
    if (!match) return undefined;
    const [, what, rawTarget, offsetText, durationText, parts] = match;
    const target = unescapePart(rawTarget);
    // Acts may be older than the session: a silence goes on.
    const size = parseDuration(offsetText.replace('-', ''));
    const offset = offsetText.startsWith('-') && size !== undefined ? -size : size;
    const duration = durationText === undefined ? undefined : parseDuration(durationText);
    if (offset === undefined || (durationText !== undefined && duration === undefined))
      return undefined;
    const at = from + offset;
    if (isActWord(what)) {
      const act = parseAct(what, target, at, duration, parts);
      if (!act) return undefined;
      actions.push(act);
    } else if (parts !== '') return undefined;
    else if (what === 'clear') actions.push({ kind: 'clear', target, at });
    else actions.push({ kind: 'inject', fault: what, target, at, duration });
  }
  return actions;
}

/** Writes actions in the notation of `parseActions`, in time order; a note too long for a link is left out. */
export function formatActions(actions: readonly Action[], from: EpochMs): string {
  return [...actions]
    .filter((action) => action.kind !== 'note' || isLinkable(action))
    .sort((a, b) => a.at - b.at)
    .map((action) => {
      const what =
        action.kind === 'inject' ? action.fault : isAct(action) ? actWord(action) : action.kind;
      const duration =
        'duration' in action && action.duration !== undefined
          ? `~${formatDuration(action.duration)}`
          : '';
      const offset = formatDuration(
        isAct(action) ? action.at - from : Math.max(0, action.at - from),
      );
      const parts = isAct(action) ? formatActParts(action) : '';
      return `${what}@${escapePart(action.target)}+${offset}${duration}${parts}`;
    })
    .join(',');
}

/** A text that its screen reads further; `undefined` when there is none or it is longer than what the screen writes. */
function words(text: string, most: number): string | undefined {
  return text === '' || text.length > most ? undefined : text;
}

function oneOf<const T extends string>(text: string, list: readonly T[]): T | undefined {
  return list.find((item) => item === text);
}

function integer(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
}

function positive(value: number | undefined, least: number): number | undefined {
  return value !== undefined && value >= least ? value : undefined;
}

/** Percent-encodes only what a hash parameter cannot hold, so that links stay readable. */
function encode(text: string): string {
  return text.replace(/[^A-Za-z0-9_.~:/@+,!*-]/gu, (char) => encodeURIComponent(char));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray % in a hand-edited link: keep the characters, the parser of the value judges them.
  }
}
