/** Words, numbers and times in the reader's language: message formatting, units, zones. */
import { createContext, type JSX, useContext } from 'solid-js';
import type { Unit } from '../../core/domain/metrics.ts';
import type { Locale } from '../../core/domain/session.ts';
import type { EpochMs, Ms } from '../../core/domain/time.ts';
import { type FormatOptions, formatClock, formatDurationWords, formatValue } from './format.ts';
import { type Args, formatMessage } from './message.ts';

/** Messages of one area of the app. English is the reference: its keys are the type. */
export type Dictionary = Readonly<Record<string, string>>;

/** One area's messages in every language; `satisfies` makes a missing key a compile error. */
export interface Words<Keys extends string> {
  readonly en: Readonly<Record<Keys, string>>;
  readonly ko: Readonly<Record<Keys, string>>;
}

/** Looks a message up and fills it in. */
export type Translate<Keys extends string> = (key: Keys, args?: Args) => string;

/** The reader's choices that shape text; reactive: read inside JSX or effects. */
export interface Reader {
  locale(): Locale;
  /** IANA zone. */
  zone(): string;
  options(): FormatOptions;
}

const ReaderContext = createContext<Reader>();

/** Gives the language, zone and units to everything inside. */
export function ReaderProvider(props: { reader: Reader; children: JSX.Element }) {
  return <ReaderContext.Provider value={props.reader}>{props.children}</ReaderContext.Provider>;
}

/** Formatting in the reader's language. All functions are reactive to language, zone and unit changes. */
export interface Formats {
  readonly locale: () => Locale;
  readonly zone: () => string;
  /** A metric value with its unit: `97%`, `184 ms`, `1.2 Mb/s`; `–` when missing. */
  readonly value: (n: number | undefined, unit: Unit) => string;
  /** Plain number with at most `digits` decimals. */
  readonly number: (n: number | undefined, digits?: number) => string;
  /** Clock time in the zone: `clock` 14:02:10, `minute` 14:02, `date` 12 Mar, `full` date and clock. */
  readonly time: (t: EpochMs | undefined, style?: 'clock' | 'minute' | 'date' | 'full') => string;
  /** `27 m 56 s`, `27분 56초`: two units at most. */
  readonly duration: (ms: Ms | undefined) => string;
  /** Bytes in the reader's unit family. */
  readonly bytes: (n: number | undefined) => string;
}

/**
 * The messages of one area and the formats.
 * @returns `t(key, args)` and `format`
 */
export function useWords<Keys extends string>(
  words: Words<Keys>,
): { readonly t: Translate<Keys>; readonly format: Formats } {
  const reader = useReader();
  const format = useFormats();
  const t: Translate<Keys> = (key, args = {}) =>
    formatMessage(words[reader.locale()][key], args, reader.locale(), (quantity) =>
      quantity.unit === 'time' || quantity.unit === 'moment'
        ? format.time(quantity.n)
        : quantity.unit === 'ms'
          ? format.duration(quantity.n)
          : quantity.unit === 'count'
            ? format.number(quantity.n, 0)
            : quantity.unit === 'By'
              ? format.bytes(quantity.n)
              : format.value(quantity.n, quantity.unit),
    );
  return { t, format };
}

/** The formats alone, for widgets without words of their own. */
export function useFormats(): Formats {
  const reader = useReader();
  return {
    locale: reader.locale,
    zone: reader.zone,
    value: (n, unit) => formatValue(n, unit, reader.locale(), reader.options()),
    number: (n, digits = 1) =>
      formatValue(n, '{value}', reader.locale(), { ...reader.options(), digits }),
    time: (t, style = 'clock') => formatClock(t, style, reader.locale(), reader.zone()),
    duration: (ms) => formatDurationWords(ms, reader.locale()),
    bytes: (n) => formatValue(n, 'By', reader.locale(), reader.options()),
  };
}

/** The reader of the nearest provider. @throws Error outside one: a bug */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('useReader outside <ReaderProvider>');
  return reader;
}
