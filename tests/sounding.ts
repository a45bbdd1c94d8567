/** Firing alerts on the servers of written fleets, without the rules that raise them. */
import type { AlertRecord } from '../src/core/alert/alerts.ts';
import { PLAIN_RULE } from '../src/core/alert/rules.ts';
import type { Rule } from '../src/core/domain/rule.ts';
import { FRAMES_FROM, type Frames } from './frames.ts';

/** A rule that is a cause on its own server. */
export const HOT: Rule = {
  ...PLAIN_RULE,
  id: 'Hot',
  metric: 'cpu',
  signal: 'value',
  comparison: '>',
  threshold: 0.9,
  clear: 0.8,
  for: 3000,
  keepFiring: 2000,
  severity: 'warning',
  nature: 'cause',
  sharesRack: false,
};

/** What makes a rule one of symptoms. */
export const SYMPTOM = { id: 'Slow', nature: 'symptom' } as const;

/** A shop: requests go from proxy to database; mail stands alone. */
export const SHOP = `
cpu proxy-01 .1
cpu web-01 .1
cpu api-01 .1
cpu db-01 .1
cpu mail-01 .1
proxy-01 -> web-01
web-01 -> api-01
api-01 -> db-01`;

let serial = 0;
/** An alert that fires on a server from a second on. */
export function alertOn(
  data: Frames,
  server: string,
  second: number,
  options: Partial<Rule> = {},
): AlertRecord {
  return {
    id: `alr-${serial++}`,
    rule: { ...HOT, ...options },
    column: data.fleet.servers.findIndex((candidate) => candidate.name === server),
    server,
    state: 'firing',
    value: 1,
    since: FRAMES_FROM + second * 1000,
    firedAt: FRAMES_FROM + second * 1000,
    endedAt: undefined,
    missingSince: undefined,
    incident: undefined,
    acknowledged: undefined,
    mutedBy: [],
  };
}
