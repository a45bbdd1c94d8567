/**
 * The state digest: equal on two machines that show the same. Over the instant, the step, the fleet's shape (units of metrics, roles of
 * servers, links), every value, every status and every open alert. It names nobody: a redacted bundle has the digest of what it was made of.
 */
import { DEFAULT_RULES } from './alert/rules.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Snapshot } from './domain/snapshot.ts';
import { makeDigest } from './numeric/digest.ts';

const BUILT_IN = new Set(DEFAULT_RULES.map(({ id }) => id));

/** Digest of a snapshot of a fleet, sixteen hexadecimal digits. Alerts of rules that are not built in count by what they look at. */
export function stateDigest(
  fleet: Pick<Fleet, 'metrics' | 'servers' | 'links'>,
  snapshot: Pick<Snapshot, 't' | 'step' | 'values' | 'status' | 'alerts'>,
): string {
  const digest = makeDigest();
  digest.number(snapshot.t);
  digest.number(snapshot.step);
  for (const { unit, bad } of fleet.metrics) digest.text(`${unit} ${bad}`);
  for (const { role } of fleet.servers) digest.text(role);
  for (const { from, to } of fleet.links) {
    digest.word(from);
    digest.word(to);
  }
  digest.floats(snapshot.values);
  for (const status of snapshot.status) digest.word(status);
  const columns = new Map(fleet.servers.map(({ name, index }) => [name, index]));
  const rows = new Map(fleet.metrics.map(({ id }, i) => [id, i]));
  const alerts = snapshot.alerts.map((alert) => {
    const rule = BUILT_IN.has(alert.rule) ? alert.rule : '';
    const place = `${columns.get(alert.server) ?? -1} ${rows.get(alert.metric) ?? -1}`;
    return `${place} ${rule} ${alert.severity} ${alert.state} ${alert.since}`;
  });
  for (const alert of alerts.sort()) digest.text(alert);
  return digest.hex();
}
