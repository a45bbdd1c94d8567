/** RE2 patterns to a tree: the syntax Prometheus takes, without look-around and back references. Source: github.com/google/re2/wiki/Syntax. */

/** Whether a code point belongs to a set. */
export type CharTest = (code: number) => boolean;
export type Assertion = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'no-word';

export type RegexNode =
  | { readonly kind: 'set'; readonly test: CharTest }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    }
  | { readonly kind: 'group'; readonly index: number; readonly part: RegexNode };

/** A pattern's tree, how many groups capture, and the names some of them have. */
export interface RegexTree {
  readonly root: RegexNode;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

interface Flags {
  readonly ignoresCase: boolean;
  readonly isMultiline: boolean;
  readonly dotMatchesBreak: boolean;
  readonly isLazyByDefault: boolean;
}

/** RE2's own limit. */
const MAX_REPEAT = 1000;
const MAX_DEPTH = 100;
const CONTROLS = new Map([...'afnrtv'].map((char, i) => [char, [7, 12, 10, 13, 9, 11][i]]));
const POSIX: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[0-9A-Za-z]/],
  ['alpha', /[A-Za-z]/],
  ['ascii', /\p{ASCII}/u],
  ['blank', /[\t ]/],
  ['cntrl', /(?=\p{ASCII})\p{Cc}/u],
  ['digit', /[0-9]/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /[\t\n\v\f\r ]/],
  ['upper', /[A-Z]/],
  ['word', /[0-9A-Za-z_]/],
  ['xdigit', /[0-9A-Fa-f]/],
]);
const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['d', /[0-9]/],
  ['s', /[\t\n\f\r ]/],
  ['w', /[0-9A-Za-z_]/],
]);

/** Reads a pattern. Dots match line breaks unless `(?-s)` says otherwise, as in Prometheus. @throws Error with what is wrong */
export function parseRegex(pattern: string): RegexTree {
  const reader = new PatternReader(Array.from(pattern));
  const root = reader.choice(
    { ignoresCase: false, isMultiline: false, dotMatchesBreak: true, isLazyByDefault: false },
    0,
  );
  if (!reader.isAtEnd) throw new Error('unexpected )');
  return { root, groups: reader.groups, names: reader.names };
}

class PatternReader {
  readonly #chars: readonly string[];
  #at = 0;
  groups = 0;
  readonly names = new Map<string, number>();

  constructor(chars: readonly string[]) {
    this.#chars = chars;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#chars.length;
  }

  choice(flags: Flags, depth: number): RegexNode {
    if (depth > MAX_DEPTH) throw new Error('nested too deeply');
    const options: RegexNode[] = [];
    let own = flags;
    do {
      const parts: RegexNode[] = [];
      while (!this.isAtEnd && this.#peek() !== '|' && this.#peek() !== ')') {
        const part = this.#atom(own, depth);
        // `(?i)` holds to the end of the group, over the bars too.
        if ('flags' in part) own = part.flags;
        else parts.push(this.#repeated(part, own));
      }
      options.push(parts.length === 1 ? parts[0] : { kind: 'sequence', parts });
    } while (this.#take('|'));
    return options.length === 1 ? options[0] : { kind: 'choice', options };
  }

  #peek(): string {
    return this.#chars[this.#at] ?? '';
  }

  #take(text: string): boolean {
    const chars = Array.from(text);
    if (!chars.every((char, i) => this.#chars[this.#at + i] === char)) return false;
    this.#at += chars.length;
    return true;
  }

  #until(end: string): string {
    const from = this.#at;
    while (!this.isAtEnd && this.#peek() !== end) this.#at++;
    const text = this.#chars.slice(from, this.#at).join('');
    if (!this.#take(end)) throw new Error(`missing ${end}`);
    return text;
  }

  #repeated(part: RegexNode, flags: Flags): RegexNode {
    let whole = part;
    for (let isFirst = true; ; isFirst = false) {
      const bounds = this.#bounds();
      if (bounds === undefined) return whole;
      if (!isFirst) throw new Error('a repetition cannot be repeated');
      const [least, most] = bounds;
      if (least > MAX_REPEAT || (most > MAX_REPEAT && most !== Number.POSITIVE_INFINITY))
        throw new Error('repeated too often');
      if (most < least) throw new Error('repetition bounds are crossed');
      const isLazy = this.#take('?') !== flags.isLazyByDefault;
      whole = { kind: 'repeat', part: whole, least, most, isLazy };
    }
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    const found = /^\{(\d+)(?:(,)(\d*))?\}/u.exec(
      this.#chars.slice(this.#at, this.#at + 16).join(''),
    );
    if (!found) return undefined;
    this.#at += found[0].length;
    const least = Number(found[1]);
    if (found[2] === undefined) return [least, least];
    return [least, found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3])];
  }

  #atom(flags: Flags, depth: number): RegexNode | { readonly flags: Flags } {
    const char = this.#peek();
    if ('*+?'.includes(char)) throw new Error(`nothing to repeat with ${char}`);
    this.#at++;
    switch (char) {
      case '(':
        return this.#group(flags, depth);
      case '[':
        return this.#set(flags);
      case '.':
        return { kind: 'set', test: (code) => flags.dotMatchesBreak || code !== 10 };
      case '^':
        return { kind: 'assert', what: flags.isMultiline ? 'line-start' : 'start' };
      case '$':
        return { kind: 'assert', what: flags.isMultiline ? 'line-end' : 'end' };
      case '\\':
        return this.#escape(flags);
      default:
        return literal(char, flags);
    }
  }

  #group(flags: Flags, depth: number): RegexNode | { readonly flags: Flags } {
    if (!this.#take('?')) return this.#capture(flags, depth);
    if (this.#take('P<') || this.#take('<')) {
      const name = this.#until('>');
      if (!/^\w+$/u.test(name) || this.names.has(name)) throw new Error(`group name ${name}`);
      this.names.set(name, this.groups + 1);
      return this.#capture(flags, depth);
    }
    const own = this.#flags(flags);
    if (this.#take(')')) return { flags: own };
    if (!this.#take(':')) throw new Error('unknown group');
    return this.#closed(own, depth);
  }

  #capture(flags: Flags, depth: number): RegexNode {
    const index = ++this.groups;
    return { kind: 'group', index, part: this.#closed(flags, depth) };
  }

  #closed(flags: Flags, depth: number): RegexNode {
    const part = this.choice(flags, depth + 1);
    if (!this.#take(')')) throw new Error('missing )');
    return part;
  }

  #flags(flags: Flags): Flags {
    const own = { ...flags };
    let value = true;
    for (; /[imsU-]/u.test(this.#peek()); this.#at++) {
      const char = this.#peek();
      if (char === '-') value = false;
      if (char === 'i') own.ignoresCase = value;
      if (char === 'm') own.isMultiline = value;
      if (char === 's') own.dotMatchesBreak = value;
      if (char === 'U') own.isLazyByDefault = value;
    }
    return own;
  }

  #escape(flags: Flags): RegexNode {
    const char = this.#peek();
    if (char === 'Q') {
      this.#at++;
      const parts: RegexNode[] = [];
      while (!this.isAtEnd && !this.#take('\\E'))
        parts.push(literal(this.#chars[this.#at++], flags));
      return { kind: 'sequence', parts };
    }
    const assertion = ({ A: 'start', z: 'end', b: 'word', B: 'no-word' } as const)[char];
    if (assertion !== undefined) {
      this.#at++;
      return { kind: 'assert', what: assertion };
    }
    const test = this.#classEscape();
    if (test) return { kind: 'set', test };
    return literal(String.fromCodePoint(this.#charEscape()), flags);
  }

  /** After a backslash: `\d`, `\pL` and the like, if it is one. */
  #classEscape(): CharTest | undefined {
    const char = this.#peek();
    const known = CLASSES.get(char.toLowerCase());
    if (known) {
      this.#at++;
      return among(known, char !== char.toLowerCase());
    }
    if (char !== 'p' && char !== 'P') return undefined;
    this.#at++;
    const name = this.#take('{') ? this.#until('}') : (this.#chars[this.#at++] ?? '');
    const isNegated = name.startsWith('^') !== (char === 'P');
    const plain = name.replace('^', '');
    if (!/^\w+$/u.test(plain)) throw new Error(`unknown class ${name}`);
    for (const text of [`\\p{${plain}}`, `\\p{Script=${plain}}`]) {
      try {
        return among(new RegExp(text, 'u'), isNegated);
      } catch {
        // Not of this kind: the next way to say it is tried.
      }
    }
    throw new Error(`unknown class ${name}`);
  }

  /** After a backslash: one character. */
  #charEscape(): number {
    const char = this.#peek();
    this.#at++;
    const control = CONTROLS.get(char);
    if (control !== undefined) return control;
    if (char === 'x') {
      const hex = this.#take('{') ? this.#until('}') : this.#two();
      const code = /^[\da-f]+$/iu.test(hex) ? Number.parseInt(hex, 16) : NaN;
      if (!(code <= 0x10ffff)) throw new Error('not a character');
      return code;
    }
    if (/[0-7]/u.test(char)) {
      // Octal needs a leading zero or three digits: a single digit would refer back.
      const rest =
        /^[0-7]{1,2}/u.exec(this.#chars.slice(this.#at, this.#at + 2).join(''))?.[0] ?? '';
      if (char !== '0' && rest.length < 2) throw new Error('back references do not exist here');
      this.#at += rest.length;
      return Number.parseInt(char + rest, 8);
    }
    if (char === '' || /[\p{L}\p{N}]/u.test(char)) throw new Error(`unknown escape \\${char}`);
    return char.codePointAt(0) ?? 0;
  }

  #two(): string {
    this.#at += 2;
    return this.#chars.slice(this.#at - 2, this.#at).join('');
  }

  #set(flags: Flags): RegexNode {
    const isNegated = this.#take('^');
    const tests: CharTest[] = [];
    for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false) {
      if (this.isAtEnd) throw new Error('missing ]');
      const test = this.#setMember();
      tests.push(flags.ignoresCase ? folded(test) : test);
    }
    this.#at++;
    const isIn: CharTest = (code) => tests.some((test) => test(code));
    return { kind: 'set', test: isNegated ? (code) => !isIn(code) : isIn };
  }

  #setMember(): CharTest {
    if (this.#take('[:')) {
      const name = this.#until(':');
      const known = POSIX.get(name.replace('^', ''));
      if (!known || !this.#take(']')) throw new Error(`unknown class [:${name}:]`);
      return among(known, name.startsWith('^'));
    }
    const low = this.#setChar();
    if (typeof low === 'function') return low;
    if (this.#peek() !== '-' || this.#chars[this.#at + 1] === ']') return (code) => code === low;
    this.#at++;
    const high = this.#setChar();
    if (typeof high === 'function' || high < low) throw new Error('not a range of characters');
    return (code) => code >= low && code <= high;
  }

  #setChar(): number | CharTest {
    if (this.isAtEnd) throw new Error('missing ]');
    if (this.#take('\\')) return this.#classEscape() ?? this.#charEscape();
    return this.#chars[this.#at++].codePointAt(0) ?? 0;
  }
}

function literal(char: string, flags: Flags): RegexNode {
  const wanted = char.codePointAt(0);
  const test: CharTest = (code) => code === wanted;
  return { kind: 'set', test: flags.ignoresCase ? folded(test) : test };
}

/** Also the other case of a character. */
function folded(test: CharTest): CharTest {
  return (code) => {
    if (test(code)) return true;
    const char = String.fromCodePoint(code);
    return [char.toLowerCase(), char.toUpperCase()].some(
      (other) =>
        other !== char && Array.from(other).length === 1 && test(other.codePointAt(0) ?? 0),
    );
  };
}

function among(expression: RegExp, isNegated: boolean): CharTest {
  return (code) => expression.test(String.fromCodePoint(code)) !== isNegated;
}
