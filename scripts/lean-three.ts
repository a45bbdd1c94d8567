/** Vite transform: empties three's built-in shading programs. The rooms are drawn by programs of our own, which include none of them. */
import type { Plugin } from 'vite';

/** A program or a part of one: a constant that holds nothing but text, in the file's part before their table. */
const PROGRAM = /^(var|const) ([\w$]+) = "(?:[^"\\]|\\.)*";$/gm;
/** Every program begins with it, ours too. */
const KEPT = 'colorspace_pars_fragment';
const TABLE = '\nconst ShaderChunk = {';
const LEAST = 100;

/** @throws Error when three no longer looks as expected */
export function leanThree(): Plugin {
  return {
    name: 'lean-three',
    apply: 'build',
    transform(code, id) {
      if (!/three\/build\/three\.module\.js/.test(id)) return undefined;
      const end = code.indexOf(TABLE);
      const head = code.slice(0, end);
      const found = head.match(PROGRAM)?.length ?? 0;
      if (end < 0 || found < LEAST) throw new Error(`lean-three: found ${found} programs`);
      const emptied = head.replace(PROGRAM, (whole, kind: string, name: string) =>
        name === KEPT ? whole : `${kind} ${name} = "";`,
      );
      return { code: emptied + code.slice(end), map: null };
    },
  };
}
