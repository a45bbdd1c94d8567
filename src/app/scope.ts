/** The scope: servers everything on the screen is narrowed to, kept in the link. A brush on the map sets it. */
import type { Fleet } from '../core/domain/fleet.ts';
import { hashText } from '../core/numeric/hash.ts';
import { useEngine } from './engine.tsx';
import { useSession } from './session.ts';

/** Names are written out up to so many characters; more servers become a bit each. */
const MOST_NAMED = 300;

/** Servers that are in. */
export interface Members {
  /** 1 per server that is in, in fleet order. */
  readonly mask: Uint8Array;
  /** Their columns, ascending. */
  readonly columns: readonly number[];
  readonly names: ReadonlySet<string>;
}

/**
 * Writes servers for a link: `web-01,web-02`, or `*<hash of all names>.<bits, base64url>` for many.
 * @param columns ascending
 */
export function writeScope(fleet: Fleet, columns: readonly number[]): string {
  const names = columns.map((s) => fleet.servers[s].name);
  const text = names.join();
  const isPlain = names.every((name) => !name.includes(',')) && !text.startsWith('*');
  if (isPlain && text.length <= MOST_NAMED) return text;
  let bits = '';
  let byte = 0;
  let at = 0;
  for (const s of columns) {
    for (; at < s >> 3; at++) {
      bits += String.fromCharCode(byte);
      byte = 0;
    }
    byte |= 1 << (s & 7);
  }
  const base64 = btoa(bits + String.fromCharCode(byte));
  return `*${fleetKey(fleet)}.${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** Reads what `writeScope` wrote; `undefined` for a text of another fleet, a damaged one, or one that names no server of this fleet. */
export function readScope(fleet: Fleet, text: string): Members | undefined {
  const mask = new Uint8Array(fleet.servers.length);
  if (text.startsWith('*')) {
    const [key, base64 = ''] = text.slice(1).split('.');
    if (key !== fleetKey(fleet) || !/^[\w-]*$/.test(base64)) return undefined;
    const bits = decode(base64.replaceAll('-', '+').replaceAll('_', '/'));
    for (let s = 0; s < mask.length; s++) mask[s] = (bits.charCodeAt(s >> 3) >> (s & 7)) & 1;
  } else {
    const wanted = new Set(text.split(','));
    for (const { name, index } of fleet.servers) if (wanted.has(name)) mask[index] = 1;
  }
  const columns = fleet.servers.flatMap(({ index }) => (mask[index] === 1 ? [index] : []));
  const names = new Set(columns.map((s) => fleet.servers[s].name));
  return columns.length > 0 ? { mask, columns, names } : undefined;
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return ''; // Cut off by whoever copied the link: nobody is in.
  }
}

function fleetKey(fleet: Fleet): string {
  return hashText(fleet.servers.map(({ name }) => name).join('\n')).toString(36);
}

/** The last text that was read, for all readers of one screen. */
let known: { readonly fleet: Fleet; readonly text: string; readonly members: Members | undefined };

/** The scope of the session; reactive. */
export interface Scope {
  /** `undefined`: everybody is in. */
  members(): Members | undefined;
  /** Narrows to these columns, ascending; none takes the scope away. */
  set(columns: readonly number[]): void;
}

/** The scope in the nearest session. */
export function useScope(): Scope {
  const engine = useEngine();
  const session = useSession();
  return {
    members() {
      const fleet = engine.fleet();
      const text = session.session().scope;
      if (!fleet || text === undefined) return undefined;
      if (known?.fleet !== fleet || known.text !== text)
        known = { fleet, text, members: readScope(fleet, text) };
      return known.members;
    },
    set(columns) {
      const fleet = engine.fleet();
      const scope = fleet && columns.length > 0 ? writeScope(fleet, columns) : undefined;
      if (scope !== session.session().scope) session.adjust({ scope });
    },
  };
}
