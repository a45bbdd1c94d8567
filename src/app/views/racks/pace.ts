/** How finely to draw: full when still, while moving as finely as the machine keeps up with. Pure. */

/** Pixels of the drawing per CSS pixel while moving, from coarse to fine. */
const RATIOS = [0.5, 0.65, 0.8, 1, 1.35, 2] as const;
/** Frames after which a level may be given up; and those a finer one must first be earned with, doubled whenever it was too fine. */
const TRIAL = 6;
const EARN = 60;
const MOST_EARN = 2000;
/** Longer than this between two frames is a dropped one at 60 Hz; after a break of this length counting starts anew. Milliseconds. */
const SLOW = 20;
const BREAK = 250;

/** Chooses the ratio of drawing pixels to CSS pixels. */
export interface Pace {
  /** A frame of a movement begins at this instant; returns the ratio to draw it with. */
  moving(now: number): number;
  /** Ratio of a still picture; above the screen's own it smooths edges. */
  readonly still: number;
}

/** @param isSoftware the processor draws: it starts coarse, and a fine still picture would take it a second */
export function makePace(isSoftware: boolean): Pace {
  let level = isSoftware ? 2 : 4;
  let last = Number.NaN;
  let [frames, slow, patience] = [0, 0, EARN];
  const restart = () => {
    [frames, slow] = [0, 0];
  };
  return {
    still: isSoftware ? 1 : 2,
    moving(now) {
      const took = now - last;
      last = now;
      if (!(took < BREAK)) restart();
      else {
        frames++;
        if (took > SLOW) slow++;
        if (frames >= TRIAL && slow * 3 > frames) {
          level = Math.max(0, level - 1);
          patience = Math.min(patience * 2, MOST_EARN);
          restart();
        } else if (frames >= patience) {
          if (slow * 20 <= frames) level = Math.min(RATIOS.length - 1, level + 1);
          restart();
        }
      }
      return RATIOS[level];
    },
  };
}
