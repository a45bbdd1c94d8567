/** English words of the fleet map's tools: grouping, further metrics, the scope, the reach of a trouble. */

/** English dictionary of the map's tools. */
export const map = {
  'group.label': 'Group by',
  'group.tier': 'Tier',
  'group.role': 'Role',
  'group.site': 'Site',
  'group.room': 'Hall',
  'group.row': 'Row',
  'group.rack': 'Rack',
  'group.environment': 'Environment',
  'group.provider': 'Provider',
  'group.os': 'System',
  'metric.more': 'More metrics',
  'metric.health': 'Health',
  'scope.label': 'Selection',
  'scope.count': '{count|plural:# server selected|# servers selected}',
  'scope.hint': 'Figures, alerts and tables show these servers only.',
  'scope.elsewhere':
    'Overview, Servers and Alerts show these servers only; this screen shows all of them.',
  'scope.clear': 'Show all servers',
  'impact.label': 'Reach of the trouble',
  'impact.hide': 'Hide on the map',
  'impact.show': 'Show on the map',
} as const;
