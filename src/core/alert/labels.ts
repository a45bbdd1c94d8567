/** Labels of an alert: what silences, windows and exports know it by. */
import type { Server } from '../domain/fleet.ts';
import type { Severity } from '../domain/incident.ts';
import { serverLabels } from '../domain/rule.ts';
import type { Labels } from '../domain/series.ts';

/** Label names an alert may have, in the order editors offer them. */
export const ALERT_LABELS = [
  'alertname',
  'severity',
  'instance',
  'metric',
  'role',
  'tier',
  'site',
  'rack',
  'environment',
] as const;

/** Labels of an alert of `rule` on a server; of a server that is not (or no longer) in the fleet only its name is known. */
export function alertLabels(
  alert: { readonly rule: string; readonly severity: Severity; readonly metric: string },
  name: string,
  server: Server | undefined,
): Labels {
  return {
    alertname: alert.rule,
    severity: alert.severity,
    metric: alert.metric,
    instance: name,
    ...(server && serverLabels(server)),
  };
}
