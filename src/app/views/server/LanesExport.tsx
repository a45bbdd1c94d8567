/** The lanes as files: what is drawn as a picture, every sample of the window as a table or OpenMetrics text. */
import type { Server } from '../../../core/domain/fleet.ts';
import { serverLabels } from '../../../core/domain/rule.ts';
import type { ExportedSeries } from '../../../core/formats/export-series.ts';
import { useEngine } from '../../engine.tsx';
import ExportMenu from '../../widgets/ExportMenu.tsx';
import type { TimeWindow } from './lane-data.ts';
import type { Lane } from './lanes.ts';

/** Samples of a series: a day at one a second. */
const MOST_POINTS = 86_400;

/** @param props.lanes all of them, also those not drawn */
export default function LanesExport(props: {
  server: Server;
  lanes: readonly Lane[];
  window: TimeWindow | undefined;
}) {
  const engine = useEngine();
  let anchor!: HTMLSpanElement;
  const series = async (): Promise<readonly ExportedSeries[]> => {
    const { server, window } = props;
    if (!window) return [];
    const metrics = props.lanes.flatMap((lane) => lane.metrics);
    const read = await engine.call('window', {
      pairs: metrics.map(({ id }) => ({ metric: id, server: server.name })),
      start: window.from,
      end: window.now,
      points: MOST_POINTS,
    });
    return read.map(({ metric, times, values }) => ({
      name: metric,
      metric: metrics.find(({ id }) => id === metric)?.prom ?? metric,
      labels: serverLabels(server),
      times,
      values,
    }));
  };
  return (
    <span ref={anchor}>
      <ExportMenu
        name={props.server.name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')}
        what={props.server.name}
        series={series}
        figure={() => anchor.closest('.metric-lanes') ?? undefined}
      />
    </span>
  );
}
