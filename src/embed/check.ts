/** Does a message of a portal mean something? One row per command says what its parameters may be; everything else is refused. */
import { fieldsOf, impurityOf } from './plain.ts';
import {
  EMBED_LIMITS,
  EMBED_TOKENS,
  EMBED_TOPICS,
  EMBED_VERSION,
  EMBED_VIEWS,
  type EmbedMethod,
  type EmbedParams,
} from './wire.ts';

/** A field's judge: the value when it is good, else `undefined`. */
type Judge = (value: unknown) => unknown;

const oneOf =
  (list: readonly string[]): Judge =>
  (value) =>
    list.find((item) => item === value);
const text =
  (most: number, pattern: RegExp = /^[^\p{Cc}]*$/u): Judge =>
  (value) =>
    typeof value === 'string' && value.length <= most && pattern.test(value) ? value : undefined;
const between =
  (least: number, most: number): Judge =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most ? value : undefined;

const DAY = 86_400_000;
/** Epoch ms of years the calendar functions know. */
const instant = between(0, 253_402_300_799_000);
const name = text(200, /^[^\p{Cc}]+$/u);

/** A colour or a length written out: nothing that names, loads or computes. */
const COLOUR =
  /^(#[0-9a-f]{3,8}|[a-z]{3,20}|(rgba?|hsla?|hwb|lab|lch|oklab|oklch)\([\d.%\s,/a-z+-]{1,60}\))$/i;
const LENGTH = /^\d{1,3}(\.\d{1,3})?(px|rem|em)$/;
const tokens: Judge = (value) => {
  const fields = fieldsOf(value);
  if (!fields) return undefined;
  for (const [key, given] of fields) {
    if (!EMBED_TOKENS.some((token) => token === key)) return undefined;
    const pattern = key === 'radius' ? LENGTH : COLOUR;
    if (typeof given !== 'string' || !pattern.test(given)) return undefined;
  }
  return Object.fromEntries(fields);
};

/**
 * The address of a source, as the reader is shown it: written out by the browser's own rules, without a name or password before the host,
 * a query or a fragment: what stands there may be a key.
 */
const address: Judge = (value) => {
  if (typeof value !== 'string' || value.length > 300) return undefined;
  try {
    const { protocol, username, password, search, hash, host, pathname } = new URL(value);
    const isBare = username + password + search + hash === '' && !/[?#]/.test(value);
    return /^(https?|wss?):$/.test(protocol) && isBare
      ? `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
      : undefined;
  } catch {
    return undefined; // No address at all.
  }
};
const file: Judge = (value) => (value instanceof Blob ? value : undefined);

/** `?` after a name: may be left out. */
const SHAPES: { readonly [M in EmbedMethod]: Readonly<Record<string, Judge>> } = {
  seek: { 'at?': instant },
  inject: {
    fault: text(40, /^[a-z][a-z0-9-]*$/),
    // What ends a part of an action in a link cannot be in a name.
    target: text(100, /^[^\p{Cc}@+~!,]+$/u),
    'duration?': between(1000, 7 * DAY),
  },
  query: {
    promql: text(2000, /\S/),
    'start?': instant,
    'end?': instant,
    'step?': between(1000, DAY),
  },
  ask: { text: text(500, /\S/) },
  setTheme: { theme: oneOf(['light', 'dark', 'auto']) },
  setLanguage: { language: oneOf(['en', 'ko', 'auto']) },
  setTimeZone: { 'timeZone?': text(64, /^[A-Za-z0-9_+\-/]+$/) },
  setRange: { range: between(60_000, 31 * DAY) },
  select: { 'selected?': name },
  setView: { view: oneOf(EMBED_VIEWS), 'query?': text(2000, /\S/) },
  setFilter: { filter: text(100) },
  setTokens: { tokens },
  openLive: {
    url: address,
    'matchers?': text(300),
    'step?': between(1000, 300_000),
  },
  openFile: { name: text(100, /^[^\p{Cc}]+$/u), file },
  subscribe: { topic: oneOf(EMBED_TOPICS) },
  unsubscribe: { topic: oneOf(EMBED_TOPICS) },
};

/** Every command there is. */
export const EMBED_METHODS = Object.keys(SHAPES) as readonly EmbedMethod[];

/** A command that may be carried out, with parameters built anew from what was good. */
export type Command = {
  [M in EmbedMethod]: { readonly id: number; readonly method: M; readonly params: EmbedParams<M> };
}[EmbedMethod];

/** What a message is: a command, a farewell, or a mistake with the id it should be answered under. */
export type Reading =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'bye' }
  | { readonly kind: 'mistake'; readonly id: number | undefined; readonly code: string };

/** Reads a message that came over the port. Never throws, whatever it is given. */
export function readCommand(data: unknown): Reading {
  const fields = fieldsOf(data);
  const impure = impurityOf(data, cargoOf(fields));
  const given = fields?.get('id');
  const id = Number.isSafeInteger(given) && Number(given) > 0 ? Number(given) : undefined;
  const mistake = (code: string): Reading => ({ kind: 'mistake', id, code });
  if (impure) return mistake(`embed/${impure}`);
  if (fields?.get('type') !== 'ome') return mistake('embed/not-a-message');
  if (fields.get('v') !== EMBED_VERSION) return mistake('embed/version');
  const method = fields.get('method');
  if (method === 'bye') return { kind: 'bye' };
  if (id === undefined) return mistake('embed/no-id');
  const known = EMBED_METHODS.find((item) => item === method);
  if (!known) return mistake('embed/unknown-command');
  const params = readParams(SHAPES[known], fields.get('params'));
  if (!params) return mistake('embed/bad-parameters');
  if (params.file instanceof Blob && params.file.size > EMBED_LIMITS.fileBytes)
    return mistake('embed/too-large');
  return { kind: 'command', command: { id, method: known, params } as unknown as Command };
}

/** The file of the one command that carries one. */
function cargoOf(fields: ReadonlyMap<string, unknown> | undefined): Blob | undefined {
  if (fields?.get('method') !== 'openFile') return undefined;
  const given = fieldsOf(fields.get('params'))?.get('file');
  return given instanceof Blob ? given : undefined;
}

function readParams(
  shape: Readonly<Record<string, Judge>>,
  given: unknown,
): Readonly<Record<string, unknown>> | undefined {
  const fields = fieldsOf(given ?? {});
  if (!fields) return undefined;
  const params: Record<string, unknown> = {};
  let used = 0;
  for (const [name, judge] of Object.entries(shape)) {
    const key = name.replace('?', '');
    if (fields.has(key)) used++;
    const value = fields.get(key);
    if (value === undefined) {
      if (!name.endsWith('?')) return undefined;
      continue;
    }
    const judged = judge(value);
    if (judged === undefined) return undefined;
    params[key] = judged;
  }
  return used === fields.size ? params : undefined;
}

/** A nonce of 128 bits or more, as base64url. */
const NONCE = /^[A-Za-z0-9_-]{22,64}$/;

/** Reads a greeting; a string says why it is none. `undefined`: not meant for us at all. */
export function readHello(data: unknown): { readonly nonce: string } | string | undefined {
  if (impurityOf(data)) return undefined;
  const fields = fieldsOf(data);
  if (fields?.get('type') !== 'om:hello') return undefined;
  if (fields.get('v') !== EMBED_VERSION) return 'embed/version';
  const nonce = fields.get('nonce');
  return typeof nonce === 'string' && NONCE.test(nonce) && fields.size === 3
    ? { nonce }
    : 'embed/nonce';
}
