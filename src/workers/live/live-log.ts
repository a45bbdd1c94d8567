/** Samples of live sources on this device: each tick is committed as it comes, packed later, read back at the next start. */
import { type Fleet, seriesCount } from '../../core/domain/fleet.ts';
import type { Frame } from '../../core/domain/frame.ts';
import type { EpochMs, Ms } from '../../core/domain/time.ts';
import { hashText } from '../../core/numeric/hash.ts';
import { loadSamples, loadTail, makeAppender } from '../samples.ts';
import type { Guard, RecordStore } from '../store.ts';

/** What is kept of a fleet beside its samples; `l-<connection>.<layout>`, so that a changed fleet starts a new set of blocks. */
export interface LiveHead {
  readonly name: string;
  readonly fleet: Fleet;
  readonly step: Ms;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly samples: number;
  readonly savedAt: EpochMs;
}

/** Stored samples of connections. */
export interface LiveLog {
  /** Fleet and interval of the newest samples of a connection. */
  newest(key: string): Promise<Pick<LiveHead, 'fleet' | 'step'> | undefined>;
  /** Stored ticks since `since`, ascending, in the order of `fleet`; series it lacks are left out, series not stored are NaN. */
  load(key: string, fleet: Fleet, since: EpochMs): Promise<readonly Frame[]>;
  /** Keeps what is pushed, committed one write after the other; does nothing while another tab is the writer. */
  append(
    key: string,
    name: string,
    fleet: Fleet,
    step: Ms,
  ): { push(frame: Frame): void; settled(): Promise<void> };
  /** Forgets all samples of a connection. */
  forget(key: string): Promise<void>;
}

/**
 * @param writes whether this tab is the writer now, and what fences its writes
 * @param failed told when a commit failed; samples of that tick may be lost, which is counted there
 */
export function makeLiveLog(
  store: RecordStore,
  writes: () => Guard | boolean,
  failed: (error: unknown) => void,
): LiveLog {
  const headsOf = async (key: string) =>
    (await store.list<LiveHead>(`d/${key}.`)).toSorted((a, b) => b[1].to - a[1].to);
  return {
    async newest(key) {
      return (await headsOf(key)).at(0)?.[1];
    },
    async load(key, fleet, since) {
      const ticks = new Map<EpochMs, Float32Array>();
      for (const [record, head] of await headsOf(key)) {
        const columns = columnsOf(head.fleet, fleet);
        const layout = record.slice(2);
        const at = (t: EpochMs) => {
          let values = ticks.get(t);
          if (!values) {
            values = new Float32Array(seriesCount(fleet)).fill(Number.NaN);
            ticks.set(t, values);
          }
          return values;
        };
        const { series } = await loadSamples(store, layout, 'raw', since);
        series.forEach(({ times, values }, i) => {
          if (columns[i] < 0) return;
          for (let k = 0; k < times.length; k++)
            if (times[k] >= since) at(times[k])[columns[i]] = values[k];
        });
        for (const frame of await loadTail(store, layout)) {
          if (frame.t < since) continue;
          const values = at(frame.t);
          for (let i = 0; i < columns.length; i++)
            if (columns[i] >= 0) values[columns[i]] = frame.values[i];
        }
      }
      return [...ticks].sort((a, b) => a[0] - b[0]).map(([t, values]) => ({ t, values }));
    },
    append(key, name, fleet, step) {
      const layout = `${key}.${layoutOf(fleet, step)}`;
      const series = seriesCount(fleet);
      let head: LiveHead | undefined;
      let queue: Promise<void> = Promise.resolve();
      const appender = makeAppender(store, layout, series, step, () => {
        const guard = writes();
        return typeof guard === 'boolean' ? undefined : guard;
      });
      return {
        push(frame) {
          if (writes() === false) return;
          appender.push(frame);
          queue = queue
            .then(async () => {
              head ??= (await store.get<LiveHead>(`d/${layout}`)) ?? {
                name,
                fleet,
                step,
                from: frame.t,
                to: frame.t,
                samples: 0,
                savedAt: frame.t,
              };
              const committed = await appender.flush();
              if (committed === 0) return;
              head = { ...head, name, to: frame.t, samples: head.samples + committed * series };
              await store.put([[`d/${layout}`, head]]);
            })
            .catch(failed);
        },
        settled: () => queue,
      };
    },
    async forget(key) {
      const prefixes = [`d/${key}.`, `c/${key}.`, `t/${key}.`];
      const keys = await Promise.all(prefixes.map((prefix) => store.keys(prefix)));
      await store.delete(keys.flat());
    },
  };
}

/** A hash of what decides where a sample lies in a frame. */
function layoutOf(fleet: Fleet, step: Ms): string {
  const text = [step, ...fleet.metrics.map(({ id }) => id), ...fleet.servers.map((s) => s.name)];
  return hashText(text.join('\n')).toString(16).padStart(8, '0');
}

/** Column in `into` of every series of `from`; -1 for those it lacks. */
function columnsOf(from: Fleet, into: Fleet): Int32Array {
  const metrics = from.metrics.map(({ id }) => into.metrics.findIndex((m) => m.id === id));
  const byName = new Map(into.servers.map(({ name, index }) => [name, index]));
  const servers = from.servers.map(({ name }) => byName.get(name) ?? -1);
  const columns = new Int32Array(seriesCount(from)).fill(-1);
  for (let m = 0; m < metrics.length; m++)
    for (let s = 0; s < servers.length; s++)
      if (metrics[m] >= 0 && servers[s] >= 0)
        columns[m * servers.length + s] = metrics[m] * into.servers.length + servers[s];
  return columns;
}
