/** What a silence or window would mute, before it is made. Pure. */

import { alertLabels } from '../../../core/alert/labels.ts';
import { openingAt } from '../../../core/alert/windows.ts';
import type { Schedule } from '../../../core/domain/act.ts';
import { compileMatchers } from '../../../core/domain/alertmanager.ts';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import type { Alert } from '../../../core/domain/incident.ts';
import { homeSite, PLACE_KINDS, placeName } from '../../../core/domain/place.ts';
import type { Ms } from '../../../core/domain/time.ts';
import { parseMatchers } from '../../../core/formats/alertmanager.ts';

/** Tests alerts for a target as it was typed; `undefined` when it cannot be read. */
export function targetTest(target: string, fleet: Fleet): ((alert: Alert) => boolean) | undefined {
  const text = target.trim();
  if (text === '') return undefined;
  const servers = new Map<string, Server>(fleet.servers.map((server) => [server.name, server]));
  if (/[=~]/.test(text)) {
    const matchers = parseMatchers(text);
    if (!matchers) return undefined;
    const test = compileMatchers(matchers);
    return (alert) => test(alertLabels(alert, alert.server, servers.get(alert.server)));
  }
  const home = homeSite(fleet);
  return (alert) => {
    const server = servers.get(alert.server);
    return (
      [alert.id, alert.incident, alert.rule, alert.server, server?.id].includes(text) ||
      (server?.place !== undefined &&
        PLACE_KINDS.some((kind) => server.place && placeName(kind, server.place, home) === text))
    );
  };
}

/** How many alerts sound now and would be muted, and how many that fired lately would have been. */
export interface MutePreview {
  readonly now: number;
  readonly past: number;
  readonly all: number;
}

/** Counts; a weekly window is laid over the past, a single one or a silence is counted by its labels alone. */
export function previewMute(
  alerts: Iterable<Alert>,
  test: (alert: Alert) => boolean,
  schedule: Schedule | undefined,
  duration: Ms,
): MutePreview {
  let [now, past, all] = [0, 0, 0];
  for (const alert of alerts) {
    const { firedAt } = alert;
    if (firedAt === undefined) continue;
    all++;
    if (!test(alert)) continue;
    if (alert.state !== 'resolved') now++;
    if (schedule && 'days' in schedule) {
      const opening = openingAt(schedule, duration, firedAt);
      if (!opening || firedAt < opening.from) continue;
    }
    past++;
  }
  return { now, past, all };
}
