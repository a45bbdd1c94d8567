/** English words of the server table and the Servers screen. */

/** Messages of the server table. */
export const servers = {
  title: 'Servers',
  'filter.label': 'Filter servers',
  'filter.placeholder': 'Filter servers',
  'filter.clear': 'Clear filter',
  'filter.none': 'No server matches “{text}”.',
  'filter.status': 'Status',
  'filter.tier': 'Tier',
  'filter.all': 'All',
  'filter.trouble': 'Not OK',
  'filter.count': '{shown} of {total}',
  'columns.button': 'Choose columns',
  'columns.title': 'Columns',
  'columns.reset': 'Default columns',
  'sort.by': 'Sort by {column}',
  'table.caption': 'Servers, one row each',

  'column.name': 'Server',
  'column.health': 'Health',
  'column.tier': 'Tier',
  'column.role': 'Role',
  'column.site': 'Site',
  'column.rack': 'Rack',
  'column.ip': 'Address',
  'column.os': 'System',
  'column.net': 'Net in / out Mb/s',
  'column.latency_p95': 'Latency p95',
  'column.forecast': 'Forecast',
  'column.seen': 'Last sample',

  'row.off': 'No answer since {time} ({age}).',
  'row.unk': 'No sample for {age}. The server answers, its exporter may be blocked.',
  'row.never': 'No sample yet.',
  'row.forecast': '{metric} {limit} in {duration}',
  'row.forecastNow': '{metric} {limit} now',
} as const;
