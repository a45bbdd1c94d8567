/** Colours of the map, resolved from the tokens once per theme. */
import type { Status } from '../../../core/domain/incident.ts';
import { tokenRgba } from '../../charts/colors.ts';
import { IMPACT_TONES, type Marked } from '../../impact-marks.ts';

export interface Ink {
  readonly app: string;
  readonly surface: string;
  readonly raised: string;
  readonly overlay: string;
  readonly line2: string;
  readonly line3: string;
  readonly fg1: string;
  readonly fg2: string;
  readonly fg3: string;
  readonly fg4: string;
  readonly accent: string;
  readonly focus: string;
  readonly infer: string;
  readonly inferFg: string;
  readonly inferFill: string;
  readonly inferLine: string;
  readonly critFg: string;
  /** Arrowhead on a thick affected path. */
  readonly onCrit: string;
  /** A link that is well. */
  readonly quiet: string;
  readonly risk: string;
  readonly halo: string;
  /** Ground behind words in a crowd. */
  readonly veil: string;
  readonly hull: string;
  /** Glyph inside a status mark. */
  readonly markInk: string;
  readonly mark: Readonly<Record<Status, string>>;
  readonly ring: Readonly<Record<Status, string>>;
  readonly fill: Readonly<Record<Status, string>>;
  /** Parts in a trouble. */
  readonly impact: Readonly<Record<Marked, string>>;
  /** A small node that is well: many of them must not shout. */
  readonly calm: string;
  readonly heat: readonly string[];
  readonly sans: string;
  readonly mono: string;
}

type Rgb = readonly number[];

/** Reads the palette as it stands; call again after a theme change. */
export function readInk(element: Element): Ink {
  const read = (token: string) => tokenRgba(token);
  const app = read('--bg-app');
  const surface = read('--bg-surface');
  const crit = read('--crit');
  const style = getComputedStyle(element);
  const status = (make: (token: Rgb, status: Status) => string): Record<Status, string> => ({
    ok: make(read('--ok'), 'ok'),
    warn: make(read('--warn'), 'warn'),
    crit: make(crit, 'crit'),
    off: make(read('--off'), 'off'),
    unk: make(read('--unk'), 'unk'),
  });
  return {
    app: css(app),
    surface: css(surface),
    raised: css(read('--bg-raised')),
    overlay: css(read('--bg-overlay')),
    line2: css(read('--line-2')),
    line3: css(read('--line-3')),
    fg1: css(read('--fg-1')),
    fg2: css(read('--fg-2')),
    fg3: css(read('--fg-3')),
    fg4: css(read('--fg-4')),
    accent: css(read('--accent')),
    focus: css(read('--focus')),
    infer: css(read('--infer')),
    inferFg: css(read('--infer-fg')),
    inferFill: css(mix(surface, read('--infer'), 0.18)),
    inferLine: css(read('--infer-line')),
    critFg: css(read('--crit-fg')),
    onCrit: css(read('--cell-crit-fg')),
    quiet: css(mix(surface, read('--fg-4'), 0.72)),
    risk: css(mix(surface, crit, 0.45)),
    veil: css([app[0], app[1], app[2], 190]),
    halo: css([crit[0], crit[1], crit[2], 33]),
    hull: css(mix(app, read('--fg-1'), 0.05)),
    markInk: css(read('--st-ink')),
    mark: status(css),
    ring: status((token, which) => css(which === 'ok' ? mix(surface, token, 0.7) : token)),
    fill: status((token, which) =>
      css(
        which === 'crit'
          ? mix(surface, token, 0.24)
          : which === 'warn'
            ? mix(surface, token, 0.13)
            : which === 'off'
              ? app
              : read('--bg-raised'),
      ),
    ),
    impact: {
      cause: css(read(IMPACT_TONES.cause)),
      taken: css(read(IMPACT_TONES.taken)),
      downstream: css(read(IMPACT_TONES.downstream)),
    },
    calm: css(mix(surface, read('--ok'), 0.5)),
    heat: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => css(read(`--heat-${step}`))),
    sans: style.getPropertyValue('--font-sans') || 'sans-serif',
    mono: style.getPropertyValue('--font-mono') || 'monospace',
  };
}

/** `a` with a share of `b` over it, opaque. */
function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [0, 1, 2].map((i) => Math.round(a[i] + (b[i] - a[i]) * share)).concat(255);
}

function css([r, g, b, a]: Rgb): string {
  return `rgb(${r} ${g} ${b} / ${(a / 255).toFixed(3)})`;
}
