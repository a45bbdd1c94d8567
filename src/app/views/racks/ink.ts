/** Colours of the machine room: cabinets made from the surfaces, units from the heat tokens, as bytes and as shares of light. */
import type { Status } from '../../../core/domain/incident.ts';
import { tokenRgba } from '../../charts/colors.ts';
import type { Marked } from '../../impact-marks.ts';

/** Red, green, blue, 0–1, as they stand on screen. */
export type Rgb = readonly [r: number, g: number, b: number];

export interface RackInk {
  readonly dark: boolean;
  readonly app: Rgb;
  readonly side: Rgb;
  readonly top: Rgb;
  readonly vent: Rgb;
  readonly front: Rgb;
  readonly blank: Rgb;
  readonly edge: Rgb;
  readonly grid: Rgb;
  readonly word: Rgb;
  readonly led: Rgb;
  readonly focus: Rgb;
  readonly off: Rgb;
  readonly unk: Rgb;
  readonly crit: Rgb;
  readonly warn: Rgb;
  readonly heat: readonly Rgb[];
  /** For the layer of words and the atlas of marks, as CSS. */
  readonly words: {
    readonly fg1: string;
    readonly fg3: string;
    readonly fg4: string;
    readonly app: string;
    readonly accent: string;
    readonly markInk: string;
    readonly mark: Readonly<Record<Status, string>>;
    readonly part: Readonly<Record<Marked, string>>;
    readonly sans: string;
  };
}

/** Reads the palette as it stands; call again after a theme change. */
export function readRackInk(element: Element): RackInk {
  const token = (name: string): Rgb => {
    const [r, g, b] = tokenRgba(name);
    return [r / 255, g / 255, b / 255];
  };
  const app = token('--bg-app');
  const fg1 = token('--fg-1');
  const fg3 = token('--fg-3');
  const dark = app[1] < 0.5;
  // Steel is the page's own grey: lighter than the room in dark, darker fronts in light.
  const front = dark ? mix(app, fg1, 0.015) : mix(app, fg1, 0.78);
  return {
    dark,
    app,
    side: mix(app, fg1, dark ? 0.055 : 0.13),
    top: mix(app, fg1, dark ? 0.17 : 0.02),
    vent: mix(app, fg1, dark ? 0.06 : 0.16),
    front,
    blank: mix(front, dark ? fg1 : app, 0.055),
    edge: mix(app, fg1, dark ? 0.26 : 0.36),
    grid: mix(app, fg1, 0.085),
    word: fg1,
    led: dark ? mix(token('--ok'), [1, 1, 1], 0.45) : [1, 1, 1],
    focus: token('--focus'),
    off: token('--off'),
    unk: token('--unk'),
    crit: token('--crit'),
    warn: token('--warn'),
    heat: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => token(`--heat-${step}`)),
    words: {
      fg1: css(fg1),
      fg3: css(fg3),
      fg4: css(token('--fg-4')),
      app: css(app),
      accent: css(token('--accent-fg')),
      markInk: css(token('--st-ink')),
      mark: {
        ok: css(token('--ok')),
        warn: css(token('--warn')),
        crit: css(token('--crit')),
        off: css(token('--off')),
        unk: css(token('--unk')),
      },
      part: { cause: css(token('--crit')), taken: css(fg1), downstream: css(token('--warn')) },
      sans: getComputedStyle(element).getPropertyValue('--font-sans') || 'sans-serif',
    },
  };
}

/** `a` with a share of `b`. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function css(rgb: Rgb): string {
  return `rgb(${rgb.map((part) => Math.round(part * 255)).join(' ')})`;
}
