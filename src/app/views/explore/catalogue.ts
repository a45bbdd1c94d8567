/** What the editor completes from: names and labels of the open fleet, and what the source itself holds. */
import type { Server } from '../../../core/domain/fleet.ts';
import type { Engine } from '../../engine.tsx';
import type { PromqlCatalogue } from '../../widgets/PromqlEditor.tsx';

/** Labels of our own series, by how a server fills them. */
const LABELS: Readonly<Record<string, (server: Server) => string>> = {
  instance: (server) => server.name,
  role: (server) => server.role,
  tier: (server) => server.tier,
  site: (server) => server.place?.site ?? '',
  rack: (server) => server.place?.rack ?? '',
  environment: (server) => server.environment,
};

/** @param isSource whether the source evaluates: its own names are offered then */
export function catalogueOf(engine: Engine, isSource: () => boolean): PromqlCatalogue {
  const own = () => (engine.fleet()?.metrics ?? []).map(({ prom }) => prom);
  return {
    async metricNames() {
      return isSource() ? engine.call('metricNames', {}) : own();
    },
    labelNames: async () => [
      '__name__',
      ...Object.keys(LABELS).filter((label) =>
        engine.fleet()?.servers.some((server) => LABELS[label](server) !== ''),
      ),
      ...(isSource() ? ['job'] : []),
    ],
    async labelValues(label) {
      const read = Object.hasOwn(LABELS, label) ? LABELS[label] : undefined;
      if (!read) return [];
      return [...new Set((engine.fleet()?.servers ?? []).map(read))].filter(Boolean).sort();
    },
  };
}
