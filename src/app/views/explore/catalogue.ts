/** What the editor completes from: names and labels of the open fleet, or those the source itself holds. */
import type { NamesAtSource } from '../../../core/domain/connection.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Server } from '../../../core/domain/fleet.ts';
import { MINUTE } from '../../../core/domain/time.ts';
import type { Engine } from '../../engine.tsx';
import type { PromqlCatalogue } from '../../widgets/PromqlEditor.tsx';

/** Names at a source are asked for again after this long: keystrokes ask often, names change rarely. */
const FRESH = MINUTE;

/** Labels of our own series, by how a server fills them. */
const LABELS: Readonly<Record<string, (server: Server) => string>> = {
  instance: (server) => server.name,
  role: (server) => server.role,
  tier: (server) => server.tier,
  site: (server) => server.place?.site ?? '',
  rack: (server) => server.place?.rack ?? '',
  environment: (server) => server.environment,
};

/** @param source key of the source that evaluates: its own names are offered then */
export function catalogueOf(engine: Engine, source: () => string | undefined): PromqlCatalogue {
  const asked = new Map<
    string,
    { readonly at: number; readonly names: Promise<readonly string[]> }
  >();
  const atSource = (of: NamesAtSource): Promise<readonly string[]> => {
    const key = JSON.stringify([source(), of]);
    const known = asked.get(key);
    if (known && Date.now() - known.at < FRESH) return known.names;
    const names = engine.call('namesAtSource', of).catch((error: unknown): readonly string[] => {
      if (!(error instanceof EdgeError)) throw error;
      asked.delete(key); // Nothing is offered now; the next who asks tries again.
      return [];
    });
    asked.set(key, { at: Date.now(), names });
    return names;
  };
  const of = (metric: string | undefined) => (metric ? { metric } : {});
  return {
    metricNames: async () =>
      source() !== undefined
        ? atSource({ of: 'metrics' })
        : (engine.fleet()?.metrics ?? []).map(({ prom }) => prom),
    labelNames: async (metric) =>
      source() !== undefined
        ? atSource({ of: 'labels', ...of(metric) })
        : [
            '__name__',
            ...Object.keys(LABELS).filter((label) =>
              engine.fleet()?.servers.some((server) => LABELS[label](server) !== ''),
            ),
          ],
    async labelValues(label, metric) {
      if (source() !== undefined) return atSource({ of: 'values', label, ...of(metric) });
      const read = Object.hasOwn(LABELS, label) ? LABELS[label] : undefined;
      if (!read) return [];
      return [...new Set((engine.fleet()?.servers ?? []).map(read))].filter(Boolean).sort();
    },
  };
}
