/** What the map knows of a trouble once the part that computes it has arrived. */
import type { Impact } from '../../../core/domain/impact.ts';

/** A trouble to be drawn, with its words. */
export interface ImpactShown {
  readonly impact: Impact;
  /** A server's part in it, in the reader's words; empty for one that stands apart. */
  wordOf(server: number): string;
}
