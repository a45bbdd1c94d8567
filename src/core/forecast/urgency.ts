/** Which look ahead matters first. */
import type { SeriesAhead } from './ahead.ts';

/** Over the limit first, then the sooner crossing, then what is possible sooner, then the least room. */
export function byUrgency(a: SeriesAhead, b: SeriesAhead): number {
  const rank = (one: SeriesAhead): number =>
    one.outlook?.kind === 'over'
      ? 0
      : one.outlook?.kind === 'crossing'
        ? 1
        : one.outlook?.kind === 'vague' ||
            (one.outlook?.kind === 'clear' && one.outlook.possible !== undefined)
          ? 2
          : one.outlook?.kind === 'clear'
            ? 3
            : 4;
  const instant = ({ outlook }: SeriesAhead): number =>
    outlook?.kind === 'crossing'
      ? outlook.at
      : outlook?.kind === 'vague'
        ? outlook.early
        : outlook?.kind === 'clear'
          ? (outlook.possible ?? 0)
          : 0;
  const room = ({ limit, peak }: SeriesAhead): number =>
    limit === undefined ? 1 : (limit - peak) / limit;
  return rank(a) - rank(b) || instant(a) - instant(b) || room(a) - room(b);
}
