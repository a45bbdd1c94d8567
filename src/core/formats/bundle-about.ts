/** The description of a bundle: who made it when, what it shows, and the digest a reader compares. */
import { z } from 'zod/mini';
import { EdgeError } from '../domain/errors.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { isRecord } from './records.ts';

/** Written into every bundle; a reader refuses what is newer than itself. */
export const BUNDLE_VERSION = 1;

/** What a bundle says of itself. */
export interface BundleAbout {
  readonly version: number;
  /** Version of the app that wrote it. */
  readonly app: string;
  readonly madeAt: EpochMs;
  /** Shown as the source's name. */
  readonly name: string;
  readonly isRedacted: boolean;
  /** The instant that was shown. */
  readonly at: EpochMs;
  /** Ticks lie at from, from + step, … to; detectors learn from `replay` on, what lies before is for the charts. */
  readonly replay: EpochMs;
  readonly step: Ms;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly samples: number;
  /** State digest at `at`, as Status prints it; empty where the period does not begin with the replay, for then alerts may differ. */
  readonly digest: string;
}

const schema = z.object({
  version: z.number(),
  app: z.string().check(z.maxLength(100)),
  madeAt: z.number(),
  name: z.string().check(z.maxLength(300)),
  isRedacted: z.boolean(),
  at: z.number(),
  replay: z.number(),
  step: z.number().check(z.gt(0)),
  from: z.number(),
  to: z.number(),
  samples: z.number(),
  digest: z.string().check(z.maxLength(100)),
});
/** Ticks a bundle may span, so that a replay always ends. */
const MOST_TICKS = 10_000_000;

/** Reads a description; `undefined` for what is none. @throws EdgeError `share/newer` */
export function aboutOf(value: unknown): BundleAbout | undefined {
  if (isRecord(value) && typeof value.version === 'number' && value.version > BUNDLE_VERSION)
    throw new EdgeError('share/newer', `bundle version ${value.version}`, {
      version: value.version,
    });
  const read = schema.safeParse(value);
  if (!read.success) return undefined;
  const { from, to, step, replay } = read.data;
  return to >= from && replay >= from && replay <= to && (to - from) / step <= MOST_TICKS
    ? read.data
    : undefined;
}
