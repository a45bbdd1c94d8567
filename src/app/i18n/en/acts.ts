/** English words of what people do about alerts, and of places. */

/** Reference dictionary of acts and places. */
export const acts = {
  'act.acknowledge': 'Acknowledged',
  'act.note': 'Note',
  'act.assign': 'Assigned to {name}',
  'act.unassign': 'Assigned to nobody',
  'act.snooze': 'Snoozed for {duration}',
  'act.silence': 'Silenced for {duration}',
  'act.window': 'Maintenance window of {duration}',
  'act.expire': 'Muting ended early',
  'act.merge': 'Merged with {other}',
  'act.split': '{count|plural:# alert|# alerts} split off',
  'act.on': '{what}: {target}',
  'act.by': '{what}, {name}',

  'place.rack': 'rack {name}',
  'place.row': 'row {name}',
  'place.room': 'hall {name}',
  'place.site': 'site {name}',
  'place.title': '{rule}: all of {place}',
  'place.cause': 'Shared by {place}: its switch, power or cooling',
  'place.suspect': 'Switch, power or cooling of {place}',
} as const;
