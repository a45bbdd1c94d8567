/** Where the tiers of a fleet gather: requests flow left to right; what stands beside the path stands above or below it. */
import type { Tier } from '../domain/fleet.ts';
import type { Anchor } from './graph.ts';

/** Anchor of each tier, and of the users who send the requests. */
export const TIER_ANCHORS: Readonly<Record<Tier | 'users', Anchor>> = {
  users: { x: 0.02, y: 0.46, pullX: 1, pullY: 1 },
  edge: { x: 0.16, y: 0.46, pullX: 0.3, pullY: 0.06 },
  web: { x: 0.34, y: 0.4, pullX: 0.3, pullY: 0.06 },
  api: { x: 0.54, y: 0.42, pullX: 0.26, pullY: 0.06 },
  cache: { x: 0.76, y: 0.1, pullX: 0.12, pullY: 0.26 },
  data: { x: 0.9, y: 0.5, pullX: 0.16, pullY: 0.09 },
  kubernetes: { x: 0.3, y: 0.9, pullX: 0.09, pullY: 0.26 },
  platform: { x: 0.76, y: 0.95, pullX: 0.09, pullY: 0.26 },
};
