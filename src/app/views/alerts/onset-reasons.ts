/** What was unusual about each server of an incident when its part in it began: the detector's words, with the numbers its chart shows. */
import { createMemo } from 'solid-js';
import type { Incident } from '../../../core/domain/incident.ts';
import { MINUTE, type Ms } from '../../../core/domain/time.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { useReasons } from '../../reasons.ts';
import { anomalyAt } from './alert-list.ts';

/** Anomalies are read from this long before an incident opened, and until this long after its newest onset. */
const LEAD: Ms = 30 * MINUTE;
const AFTER: Ms = MINUTE;
/** Of an incident with more servers nobody reads each. */
const MOST = 60;

/** Sentences by server and onset; empty where nothing is known. Needs an owner. */
export function useOnsetReasons(
  incident: () => Incident,
  isHere: () => boolean,
): (server: string, onset: number) => string {
  const engine = useEngine();
  const reasons = useReasons();
  /** Read again when another server joins, not with every tick. */
  const key = createMemo(() => {
    const { openedAt, involved } = incident();
    const newest = Math.max(openedAt, ...involved.slice(0, MOST).map(({ onset }) => onset));
    return isHere() ? `${openedAt - LEAD} ${newest + AFTER}` : '';
  });
  const found = createQuery((signal) => {
    const [start, end] = key().split(' ').map(Number);
    return key() === '' ? undefined : engine.call('anomalies', { start, end }, signal);
  });
  return (server, onset) => {
    const { suspects } = incident();
    const suspected = suspects.find((one) => one.server === server && !one.place)?.metric;
    const anomaly = anomalyAt(found() ?? [], server, onset, suspected);
    return anomaly ? reasons.sentence(anomaly.metric, anomaly.reason, anomaly.value) : '';
  };
}
