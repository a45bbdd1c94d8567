/** Notification routing in a storm: 1,000 new alerts a second for a minute, and the fleet-wide list looked at every second. Seeded. */
import { performance } from 'node:perf_hooks';
import { makeRouter } from '../../src/core/alert/routes.ts';
import { DEFAULT_NOTIFY } from '../../src/core/alert/routes-default.ts';
import { type RoutedAlert, toRouted } from '../../src/core/alert/routes-match.ts';
import { hash32 } from '../../src/core/numeric/hash.ts';

const T0 = Date.UTC(2026, 2, 1, 9);
const PER_SECOND = 1000;
const SECONDS = 60;
/** Each alert lasts this many seconds, so that so many thousand fire at a time. */
const LASTS = 10;

export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  const alertAt = (second: number, k: number): RoutedAlert =>
    toRouted(
      {
        id: `alr-${second}-${k}`,
        rule: 'LatencyHigh',
        severity: hash32(second, k) % 4 === 0 ? 'critical' : 'warning',
        state: 'firing',
        server: `srv-${second}-${k}`,
        metric: 'latency_p95',
        value: 2,
        threshold: 1.5,
        comparison: '>',
        since: T0 + second * 1000,
        firedAt: T0 + second * 1000,
        endedAt: undefined,
        for: 0,
        incident: `inc-${hash32(k, 7) % 50}`,
        acknowledged: undefined,
        mutedBy: [],
      },
      { role: 'api' },
      'sim',
    );
  const waves = Array.from({ length: SECONDS }, (_, second) =>
    Array.from({ length: PER_SECOND }, (_unused, k) => alertAt(second, k)),
  );
  const router = makeRouter('sim', DEFAULT_NOTIFY, []);
  const took: number[] = [];
  let told = 0;
  for (let second = 0; second < SECONDS; second++) {
    const firing = waves.slice(Math.max(0, second - LASTS + 1), second + 1).flat();
    const begun = performance.now();
    const now = T0 + second * 1000;
    router.observe(now, firing, true);
    told += router.due(now).length;
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  report(
    'routing 1,000 new alerts/s, 10,000 firing, each second',
    `p50 ${took[SECONDS / 2].toFixed(1)} ms, p95 ${took[Math.floor(SECONDS * 0.95)].toFixed(1)} ms; ${told} notifications of ${PER_SECOND * SECONDS} alerts`,
  );
}
