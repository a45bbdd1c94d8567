/** English words of comparing servers on one chart. */

/** English dictionary of the comparison. */
export const compare = {
  title: 'Comparison',
  count: '{count} of 8 servers',
  metric: 'Metric compared',
  cursor: 'Cursor of the chart',
  close: 'End the comparison',
  chart: '{metric} of {servers}',
  empty: 'No samples in this window.',
  newest: 'Newest value',
  least: 'Lowest',
  most: 'Highest',
  server: 'Server',
  remove: 'Leave {server} out',
  more: 'Check further rows to compare them.',
  table: '{metric} of the servers compared',
} as const;
