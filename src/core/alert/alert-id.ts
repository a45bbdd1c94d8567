/** Content ids of alerts and incidents: the same on every machine. */
import type { EpochMs } from '../domain/time.ts';
import { hashText } from '../numeric/hash.ts';

/** Id of an alert, of its rule, severity and server and the instant its condition began. */
export function alertId(rule: string, severity: string, server: string, since: EpochMs): string {
  const hash = hashText(`${rule}\n${severity}\n${server}\n${since}`);
  return `alr-${hash.toString(16).padStart(8, '0')}`;
}

/** Id of an incident, of the alert it began with. @param salt tells two apart that began with the same one */
export function incidentId(rule: string, server: string, since: EpochMs, salt = ''): string {
  const hash = hashText(`${rule}\n${server}\n${since}${salt}`);
  return `inc-${(hash >>> 8).toString(16).padStart(6, '0')}`;
}
