/** Ids of all screens. Apart from the list of components, so that links and tests can name them without loading any. */

/** In the order of the navigation. */
export const VIEW_IDS = [
  'overview',
  'servers',
  'server',
  'topology',
  'racks',
  'alerts',
  'insight',
  'assistant',
  'explore',
  'sources',
  'settings',
  'status',
  'quality',
  'report',
] as const;
export type ViewId = (typeof VIEW_IDS)[number];
