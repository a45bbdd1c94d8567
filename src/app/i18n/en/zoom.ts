/** English words of zooming charts. */

/** English dictionary of the zoom. */
export const zoom = {
  group: 'Stretch shown',
  in: 'Zoom in (+)',
  out: 'Zoom out (−)',
  earlier: 'Earlier ([)',
  later: 'Later (])',
  back: 'Back to {range}',
  hint: 'Drag over a chart to zoom in, with Shift to move in time; double-click goes back.',
} as const;
