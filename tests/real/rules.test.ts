/** Rules over a real Prometheus: data of the simulated fleet put into it raise the alerts they raise where they came from. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/core/domain/time.ts';
import { liveSource } from '../../src/workers/live/live-source.ts';
import { judged, STEP, sampleOf, stretch } from '../workers/judged.ts';
import { configOf, liveEngine } from '../workers/live-engine.ts';
import { makeStage, missing, type Stage, startPrometheus } from './servers.ts';

const absent = missing('prometheus', 'promtool');
let stage: Stage;
beforeAll(() => {
  stage = makeStage();
});
afterAll(() => stage.stop());

describe.skipIf(absent)(
  `rules over a real Prometheus${absent ? ` (skipped: ${absent})` : ''}`,
  () => {
    test('the same alerts as the fleet the data came from, to the tick', async () => {
      const data = stretch(Date.now());
      const { fleet, ticks, from, to } = data;
      const lines: string[] = [];
      // What has samples when it is connected is what is asked for: the last tick stays for a while, so densely that any instant has one.
      const last = ticks[ticks.length - 1].values;
      const after = Array.from({ length: 120 }, (_, i) => ({
        t: to + ((i + 1) * STEP) / 3,
        values: last,
      }));
      const series = (name: string, value: (values: Float32Array, s: number) => number) => {
        lines.push(`# TYPE ${name} gauge`);
        for (const { name: server, index } of fleet.servers)
          for (const { t, values } of [...ticks, ...after]) {
            const sample = value(values, index);
            if (!Number.isNaN(sample))
              lines.push(`${name}{instance="${server}",job="fleet"} ${sample} ${t / 1000}`);
          }
      };
      series('up', () => 1);
      fleet.metrics.forEach(({ prom }, m) => {
        series(prom, (values, s) => sampleOf(fleet, values, m, s));
      });
      const file = stage.write('fleet.om', `${lines.join('\n')}\n# EOF\n`);
      // A second try must not find the blocks of the first.
      const folder = mkdtempSync(join(stage.folder, 'blocks-'));
      stage.run('promtool', 'tsdb', 'create-blocks-from', 'openmetrics', '-q', file, folder);
      const url = await startPrometheus(stage, [], [`--storage.tsdb.path=${folder}`]);

      const live = await liveEngine();
      // Its past is asked as it was sampled: nothing is looked back for where a series ended.
      const mapping = Object.fromEntries(
        fleet.metrics.map(({ id, prom }) => [
          id,
          `sum by (instance, job) (last_over_time(${prom}[14s]))`,
        ]),
      );
      await live.connections.connect(
        configOf({ kind: 'prometheus', url, step: STEP, window: HOUR, mapping }),
        undefined,
      );
      const connection = live.connections.servers('l-test');
      const expected = await judged(data.played, from, to);
      expect(expected.length).toBeGreaterThan(0);
      // The past comes in pieces after connecting; when all of it is there, so are the alerts.
      const patience = { timeout: 60_000, interval: 200 };
      const held = async () => (await liveSource(connection)).reader(to).extent();
      await expect.poll(async () => (await held()).to, patience).toBeGreaterThanOrEqual(to);
      await expect.poll(async () => (await held()).from, patience).toBe(from);
      expect((await liveSource(connection)).fleet.servers).toHaveLength(fleet.servers.length);
      await expect
        .poll(async () => judged(await liveSource(connection), from, to), patience)
        .toEqual(expected);
      await live.close();
    }, 200_000);
  },
);
