/** Attributes of the element, as properties and as what the console shows. */
import type { EmbedOptions } from './client.ts';
import { EMBED_VIEWS } from './wire.ts';

/** Attributes; each is also a property in camel case, `time-zone` is `timeZone`. */
export const ELEMENT_ATTRIBUTES = [
  'src',
  'source',
  'seed',
  'size',
  'server',
  'filter',
  'view',
  'theme',
  'language',
  'timezone',
  'range',
  'height',
  'promql',
  'at',
  'from',
  'label',
  'credentialless',
] as const;
export type Attribute = (typeof ELEMENT_ATTRIBUTES)[number];

/** Milliseconds of `90m`, `6h`, `7d`; six hours for what cannot be read. */
export function durationOf(text = '6h'): number {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const minutes = { m: 1, h: 60, d: 1440 }[unit] ?? Number.NaN;
  return Number(count) * minutes * 60_000 || 6 * 3_600_000;
}

/** What the attributes ask for; what cannot be read is left out. */
export function optionsOf(element: HTMLElement): EmbedOptions {
  const text = (name: Attribute) => element.getAttribute(name) ?? undefined;
  const number = (name: Attribute) => {
    const value = Number(text(name) ?? Number.NaN);
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  const chosen = {
    source: isAddress(text('source'))
      ? 'live'
      : oneOf(['sim', 'normal', 'stress', 'failure', 'live', 'file'], text('source')),
    seed: number('seed'),
    size: number('size'),
    server: text('server'),
    filter: text('filter'),
    view: oneOf(EMBED_VIEWS, text('view')),
    theme: oneOf(['light', 'dark', 'auto'], text('theme')),
    language: oneOf(['en', 'ko', 'auto'], text('language')),
    timeZone: text('timezone'),
    range: text('range'),
    query: text('promql'),
    at: text('at'),
    from: text('from'),
  };
  return Object.fromEntries(
    Object.entries(chosen).filter(([, value]) => value !== undefined),
  ) as EmbedOptions;
}

/** Adds every attribute that has no accessor yet as a property: text; `null` or `undefined` takes the attribute away. */
export function defineProperties(prototype: HTMLElement): void {
  for (const name of ELEMENT_ATTRIBUTES) {
    const key = name === 'timezone' ? 'timeZone' : name;
    if (Object.hasOwn(prototype, key)) continue;
    Object.defineProperty(prototype, key, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        return name === 'credentialless' ? this.hasAttribute(name) : this.getAttribute(name);
      },
      set(this: HTMLElement, value: unknown) {
        if (value === null || value === undefined || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? '' : String(value));
      },
    });
  }
}

/** Whether a `source` is the address of real servers. */
export function isAddress(source: string | null | undefined): source is string {
  return /^(https?|wss?):\/\//i.test(source ?? '');
}

function oneOf<const T extends string>(
  list: readonly T[],
  value: string | undefined,
): T | undefined {
  return list.find((item) => item === value);
}
