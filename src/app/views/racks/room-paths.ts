/** The units of one room as SVG paths, one a colour: a few elements however many servers. Pure. */
import { IMPACT, type ImpactState } from '../../../core/domain/impact.ts';
import { STATUS } from '../../../core/domain/incident.ts';
import { STEPS } from './heat.ts';
import type { RackModel } from './model.ts';
import { NO_HEAT, type RackPicture } from './picture.ts';

const OFF = STATUS.indexOf('off');

/** Where a rack's body stands, and how high a unit is. */
export interface Spot {
  readonly model: RackModel;
  readonly x: number;
  /** Upper edge of the uppermost unit. */
  readonly y: number;
  readonly width: number;
  readonly unit: number;
}

/** Path data: units by heat step, those that do not report, and those with a part in the trouble shown. */
export interface RoomPaths {
  readonly heat: readonly string[];
  readonly silent: string;
  readonly parts: Readonly<Record<Exclude<ImpactState, 'apart'>, string>>;
}

/** Every unit once by its heat, and once more by its part. */
export function roomPaths(spots: readonly Spot[], picture: RackPicture): RoomPaths {
  const heat = new Array<string>(STEPS).fill('');
  const parts = { downstream: '', taken: '', cause: '' };
  let silent = '';
  const states = picture.impact?.states;
  for (const { model, x, y, width, unit } of spots) {
    for (const { server, unit: low, height } of model.slots) {
      const top = y + (model.rack.units - low - height + 1) * unit;
      const tall = Math.max(0.6, height * unit - (unit > 1.5 ? 0.5 : 0.25));
      const box = `M${x} ${round(top)}h${width}v${round(tall)}h${-width}z`;
      const step = picture.heat[server];
      if (step === NO_HEAT || picture.status[server] === OFF) silent += box;
      else heat[step] += box;
      const part = states ? IMPACT[states[server]] : 'apart';
      if (part !== 'apart') parts[part] += box;
    }
  }
  return { heat, silent, parts };
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
