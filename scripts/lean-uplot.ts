/** Vite transform: leaves out uPlot's path builders that no chart of ours draws with, so that the bundler can drop them. */
import type { Plugin } from 'vite';

const UNUSED = /^\t\(?paths\.(bars|stepped|spline)\s*=\s*\w+\)?;$/gm;

/** Lines are straight here: bars, steps and splines go. @throws Error when uPlot no longer looks as expected */
export function leanUplot(): Plugin {
  return {
    name: 'lean-uplot',
    apply: 'build',
    transform(code, id) {
      if (!/uplot\/dist\/uPlot\.esm\.js/.test(id)) return undefined;
      const found = code.match(UNUSED)?.length ?? 0;
      if (found !== 3) throw new Error(`lean-uplot: expected three path builders, found ${found}`);
      return { code: code.replace(UNUSED, ''), map: null };
    },
  };
}
