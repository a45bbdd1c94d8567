/** Isolation forest, operating states and window comparison on seeded tables; the best of several rounds. */
import { compareWindows } from '../../src/core/insight/compare.ts';
import { isolationForest } from '../../src/core/insight/isolation-forest.ts';
import { operatingStates } from '../../src/core/insight/states.ts';
import { finish } from '../../src/core/insight/task.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { bestOf } from './best.ts';

const ROUNDS = 5;
const SERVERS = 10_000;
const METRICS = 8;

const best = (run: () => void): string => `${bestOf(ROUNDS, run).toFixed(0)} ms`;

/** Prints the figures. */
export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  const bell = (k: number): number => uniform(1, k) + uniform(2, k) + uniform(3, k);
  const rows = Float64Array.from({ length: SERVERS * METRICS }, (_, k) => bell(k));
  report(
    `isolation forest, ${SERVERS} × ${METRICS}, fitted and scored`,
    best(() => isolationForest(rows, SERVERS, METRICS)),
  );
  const columns = Array.from({ length: METRICS }, (_, c) =>
    Float64Array.from({ length: 2880 }, (_, k) => (k % 1440 < 600 ? 1 : 3) + bell(k * METRICS + c)),
  );
  const names = columns.map((_, c) => `m${c}`);
  report(
    `operating states, 2880 × ${METRICS}, 2 to 8 tried`,
    best(() => finish(operatingStates(names, columns))),
  );
  const compared = Array.from({ length: 1000 }, (_, s) => ({
    server: `s${s}`,
    metric: 'cpu',
    baseline: Float64Array.from({ length: 240 }, (_, k) => bell(s * 300 + k)),
    window: Float64Array.from({ length: 60 }, (_, k) => bell(s * 300 + 240 + k)),
  }));
  report(
    'window against baseline, 1,000 series of 240 + 60 points',
    best(() => finish(compareWindows(compared, compared.length))),
  );
}
