/** Message syntax: `{name}`, `{name|이/가}` (Korean particle by final sound), `{n|plural:one server|# servers}`. */
import type { Unit } from '../../core/domain/metrics.ts';
import type { Locale } from '../../core/domain/session.ts';
import { particle } from './particle.ts';

/** A number with its unit, formatted when the message is. `ms` a duration, `time` an instant, `moment` one of another day, `count` an integer, `By` bytes. */
export interface Quantity {
  readonly n: number;
  readonly unit: Unit | 'ms' | 'time' | 'moment' | 'count' | 'By';
}

/** Named arguments of a message. */
export type Args = Readonly<Record<string, string | number | Quantity>>;

/** The browser's rules by language: making them costs more than all the rest of a message. */
const plurals: Partial<Record<Locale, Intl.PluralRules>> = {};
const numbers: Partial<Record<Locale, Intl.NumberFormat>> = {};

/**
 * Fills a message in. An argument the message names but the caller lacks shows as `{name}`: visible, never a crash.
 * @param quantity formats numbers with units
 */
export function formatMessage(
  message: string,
  args: Args,
  locale: Locale,
  quantity: (q: Quantity) => string,
): string {
  return message.replace(
    /\{([A-Za-z0-9_]+)(?:\|([^{}]*))?\}/g,
    (whole, name: string, form: string | undefined) => {
      const value = args[name];
      if (value === undefined) return whole;
      if (form?.startsWith('plural:')) return plural(value, form.slice('plural:'.length), locale);
      const text =
        typeof value === 'object'
          ? quantity(value)
          : typeof value === 'number'
            ? formatNumber(value, locale)
            : value;
      return form === undefined ? text : text + particle(text, form);
    },
  );
}

function plural(value: string | number | Quantity, forms: string, locale: Locale): string {
  const n = typeof value === 'object' ? value.n : Number(value);
  const [one, other = one] = forms.split('|');
  plurals[locale] ??= new Intl.PluralRules(locale);
  const chosen = plurals[locale].select(n) === 'one' ? one : other;
  return chosen.replace('#', formatNumber(n, locale));
}

function formatNumber(n: number, locale: Locale): string {
  numbers[locale] ??= new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return numbers[locale].format(n).replace('-', '\u2212');
}
