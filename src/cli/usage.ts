/** What a verb of the command line is, and the argument parser all verbs share. */
import { EdgeError } from '../core/domain/errors.ts';

/** One verb: `edge <name> …`. Each lives in a file of its own and exports itself as `command`. */
export interface Command {
  readonly name: string;
  /** One line for the list of verbs. */
  readonly summary: string;
  /** The whole text of `edge <name> --help`, without a trailing newline. */
  readonly help: string;
  /**
   * Does the work; the verb itself is not among `args`. Results go to stdout, remarks to stderr.
   * @throws EdgeError `cli/usage` for arguments that make no sense (exit code 2); anything else is a failure (exit code 1)
   */
  run(args: readonly string[]): Promise<void>;
}

/** `flag` stands alone; `value` takes one text and may appear once; `values` may be repeated. */
export type OptionKind = 'flag' | 'value' | 'values';

/** Parsed arguments of a verb. Names are without dashes. */
export interface Arguments {
  /** What is no option, in order. */
  readonly rest: readonly string[];
  /** Whether the option was given at all. */
  has(name: string): boolean;
  /** Text of a `value` option; `undefined` when it was not given. */
  text(name: string): string | undefined;
  /** As `text`, for an option that must be there. @throws EdgeError `cli/usage` */
  required(name: string): string;
  /** Texts of a `values` option in order, none when it was not given. */
  all(name: string): readonly string[];
  /** A whole number within [min, max], `fallback` when the option was not given. @throws EdgeError `cli/usage` */
  integer(name: string, fallback: number, min: number, max: number): number;
  /** One of a list, `fallback` when the option was not given. @throws EdgeError `cli/usage` */
  choice<const T extends string>(name: string, list: readonly T[], fallback: T): T;
}

/** An error of the caller: one clear line, exit code 2. */
export function usageError(message: string): EdgeError {
  return new EdgeError('cli/usage', message);
}

/**
 * Reads `--name text`, `--name=text` and `--flag`; `--` ends the options. A lone `-` and anything else is kept in `rest`.
 * @param kinds the options this verb knows, by name without dashes
 * @throws EdgeError `cli/usage` for an unknown option, one without its text, or one given twice
 */
export function parseArguments(
  args: readonly string[],
  kinds: Readonly<Record<string, OptionKind>>,
): Arguments {
  const known = new Map(Object.entries(kinds));
  const found = new Map<string, string[]>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith('--')) {
      rest.push(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const name = arg.slice(2, equals < 0 ? undefined : equals);
    const kind = known.get(name);
    if (kind === undefined) throw usageError(`unknown option --${name}`);
    let text = '';
    if (kind === 'flag') {
      if (equals >= 0) throw usageError(`--${name} takes no value`);
    } else if (equals >= 0) {
      text = arg.slice(equals + 1);
    } else {
      i++;
      if (i >= args.length) throw usageError(`--${name} needs a value`);
      text = args[i];
    }
    const before = found.get(name);
    if (before === undefined) found.set(name, [text]);
    else if (kind === 'values') before.push(text);
    else if (kind === 'value') throw usageError(`--${name} is given twice`);
  }

  const text = (name: string): string | undefined => found.get(name)?.[0];
  return {
    rest,
    has: (name) => found.has(name),
    text,
    required(name) {
      const value = text(name);
      if (value === undefined) throw usageError(`--${name} is missing`);
      return value;
    },
    all: (name) => found.get(name) ?? [],
    integer(name, fallback, min, max) {
      const value = text(name);
      if (value === undefined) return fallback;
      const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= min && number <= max)) {
        throw usageError(`--${name} must be a whole number from ${min} to ${max}, not "${value}"`);
      }
      return number;
    },
    choice(name, list, fallback) {
      const value = text(name);
      if (value === undefined) return fallback;
      const match = list.find((item) => item === value);
      if (match === undefined)
        throw usageError(`--${name} must be one of ${list.join(', ')}, not "${value}"`);
      return match;
    },
  };
}
