/**
 * Regular expressions that take time linear in the text, whatever the pattern: a link may carry any. All ways through the pattern
 * are followed at once. Source: Pike's algorithm, Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009.
 */
import { type Assertion, type CharTest, parseRegex, type RegexNode } from './regex-syntax.ts';

/** Steps of a compiled pattern at most. */
const MAX_PROGRAM = 10_000;

type Step =
  | { readonly op: 'set'; readonly test: CharTest }
  | { readonly op: 'assert'; readonly what: Assertion }
  /** Goes on at both, `first` being preferred. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'match' };

/** The groups of a match: the whole text first, `undefined` for those that took no part. */
export interface Match {
  readonly groups: readonly (string | undefined)[];
  readonly names: ReadonlyMap<string, number>;
}

/** A pattern that matches whole texts. */
export interface Regex {
  test(text: string): boolean;
  exec(text: string): Match | undefined;
}

/** One way through the pattern: where it stands and what it has captured. */
interface Thread {
  readonly at: number;
  readonly saved: readonly number[];
}

/** Compiles a pattern, anchored at both ends. @throws Error with what is wrong */
export function compileRegex(pattern: string): Regex {
  const tree = parseRegex(pattern);
  const program: Step[] = [];
  emit(tree.root, program);
  program.push({ op: 'match' });
  const exec = (text: string): Match | undefined => {
    const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
    const saved = run(program, codes);
    if (saved === undefined) return undefined;
    const groups: (string | undefined)[] = [text];
    for (let g = 1; g <= tree.groups; g++) {
      const [from, to] = [saved[2 * g], saved[2 * g + 1]];
      const isTaken = from !== undefined && to !== undefined;
      groups.push(isTaken ? String.fromCodePoint(...codes.slice(from, to)) : undefined);
    }
    return { groups, names: tree.names };
  };
  return { exec, test: (text) => exec(text) !== undefined };
}

function push(program: Step[], step: Step): number {
  if (program.length >= MAX_PROGRAM) throw new Error('too large');
  return program.push(step) - 1;
}

function emit(node: RegexNode, program: Step[]): void {
  switch (node.kind) {
    case 'set':
      push(program, { op: 'set', test: node.test });
      return;
    case 'assert':
      push(program, { op: 'assert', what: node.what });
      return;
    case 'sequence':
      for (const part of node.parts) emit(part, program);
      return;
    case 'group':
      push(program, { op: 'save', slot: 2 * node.index });
      emit(node.part, program);
      push(program, { op: 'save', slot: 2 * node.index + 1 });
      return;
    case 'choice':
      emitChoice(node.options, program);
      return;
    case 'repeat':
      emitRepeat(node, program);
  }
}

function emitChoice(options: readonly RegexNode[], program: Step[]): void {
  const jumps: { op: 'jump'; to: number }[] = [];
  options.forEach((option, i) => {
    if (i === options.length - 1) {
      emit(option, program);
      return;
    }
    const split = { op: 'split' as const, first: program.length + 1, second: 0 };
    push(program, split);
    emit(option, program);
    const jump = { op: 'jump' as const, to: 0 };
    push(program, jump);
    jumps.push(jump);
    split.second = program.length;
  });
  for (const jump of jumps) jump.to = program.length;
}

function emitRepeat(
  { part, least, most, isLazy }: Extract<RegexNode, { kind: 'repeat' }>,
  program: Step[],
): void {
  for (let i = 0; i < least; i++) emit(part, program);
  const splits: { op: 'split'; first: number; second: number }[] = [];
  const split = () => {
    const step = { op: 'split' as const, first: program.length + 1, second: 0 };
    push(program, step);
    splits.push(step);
  };
  if (most === Number.POSITIVE_INFINITY) {
    const start = program.length;
    split();
    emit(part, program);
    push(program, { op: 'jump', to: start });
  } else {
    for (let i = least; i < most; i++) {
      split();
      emit(part, program);
    }
  }
  for (const step of splits) {
    step.second = program.length;
    if (isLazy) [step.first, step.second] = [step.second, step.first];
  }
}

/** Positions captured by the preferred way through the whole text. */
function run(program: readonly Step[], codes: readonly number[]): readonly number[] | undefined {
  const seen = new Int32Array(program.length).fill(-1);
  let threads: Thread[] = [];
  follow(program, codes, 0, { at: 0, saved: [] }, seen, threads);
  for (let i = 0; i < codes.length; i++) {
    const next: Thread[] = [];
    for (const { at, saved } of threads) {
      const step = program[at];
      if (step.op === 'set' && step.test(codes[i]))
        follow(program, codes, i + 1, { at: at + 1, saved }, seen, next);
    }
    if (next.length === 0) return undefined;
    threads = next;
  }
  return threads.find(({ at }) => program[at].op === 'match')?.saved;
}

/** Adds all steps that read a character, or end, which a thread reaches without reading; the preferred ones first. */
function follow(
  program: readonly Step[],
  codes: readonly number[],
  i: number,
  thread: Thread,
  seen: Int32Array,
  out: Thread[],
): void {
  const open: Thread[] = [thread];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { at, saved } = top;
    if (seen[at] === i) continue;
    seen[at] = i;
    const step = program[at];
    switch (step.op) {
      case 'jump':
        open.push({ at: step.to, saved });
        break;
      case 'split':
        open.push({ at: step.second, saved }, { at: step.first, saved });
        break;
      case 'save': {
        const kept = saved.slice();
        kept[step.slot] = i;
        open.push({ at: at + 1, saved: kept });
        break;
      }
      case 'assert':
        if (holds(step.what, codes, i)) open.push({ at: at + 1, saved });
        break;
      case 'set':
      case 'match':
        out.push(top);
        break;
    }
  }
}

function holds(what: Assertion, codes: readonly number[], i: number): boolean {
  switch (what) {
    case 'start':
      return i === 0;
    case 'end':
      return i === codes.length;
    case 'line-start':
      return i === 0 || codes[i - 1] === 10;
    case 'line-end':
      return i === codes.length || codes[i] === 10;
    case 'word':
    case 'no-word':
      return (isWord(codes[i - 1]) !== isWord(codes[i])) === (what === 'word');
  }
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && /\w/.test(String.fromCodePoint(code));
}
