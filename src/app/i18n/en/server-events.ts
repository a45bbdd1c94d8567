/** English words of the events lane and the cursor's reading on the Server screen; loaded with them. */

/** Reference dictionary of events on a server. */
export const serverEvents = {
  'tip.expected': 'Right column: expected',
  'tip.forecast': 'Forecast, 80% interval at right',
  'metrics.events': 'Events',
  'metrics.forecast': 'forecast',
  'metrics.now': 'now',
  'event.alert': '{rule} fired',
  'event.incident': 'Incident {id} opened',
  'event.inject': 'Fault injected: {fault}',
  'event.clear': 'Faults ended',
  'event.silence': 'Silenced',
  'event.acknowledge': 'Acknowledged',
  'event.note': 'Note',
  'event.assign': 'Assigned',
  'event.snooze': 'Snoozed',
  'event.window': 'Maintenance window',
  'event.expire': 'Muting ended early',
  'event.merge': 'Incidents merged',
  'event.split': 'Alerts split off',
  'event.at': '{time} · {what}',
} as const;
