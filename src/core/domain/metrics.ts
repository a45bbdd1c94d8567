/** The metric catalogue: OpenTelemetry name, UCUM unit, range, bad direction and the name PromQL knows it by. */

/** UCUM units the screens can format. `1` is a plain ratio 0–1, shown as percent; `{load}` and `{value}` are bare numbers. */
export type Unit = '1' | 'By/s' | '{request}/s' | 's' | '{load}' | 'Cel' | 'W' | '{value}';

/** One measured quantity of a server. Sources of other metrics (files, Prometheus) bring their own. */
export interface Metric {
  /** Short stable id used in URLs and code; catalogue ids are `MetricId`. */
  readonly id: string;
  /** OpenTelemetry semantic-convention name. */
  readonly otel: string;
  /** PromQL metric name: the OpenTelemetry name with underscores and, where customary, the unit. */
  readonly prom: string;
  readonly unit: Unit;
  /** Physical limits; charts and forecasts are clipped to them. */
  readonly min: number;
  readonly max: number;
  /** The direction that hurts. `both`: any departure is worth a look. */
  readonly bad: 'high' | 'low' | 'both';
}

const RATIO = { unit: '1', min: 0, max: 1 } as const;
const POSITIVE = { min: 0, max: Number.POSITIVE_INFINITY } as const;

/** Metrics of every simulated server, in frame order. */
export const CATALOGUE = [
  {
    id: 'cpu',
    otel: 'system.cpu.utilization',
    prom: 'system_cpu_utilization',
    ...RATIO,
    bad: 'high',
  },
  {
    id: 'memory',
    otel: 'system.memory.utilization',
    prom: 'system_memory_utilization',
    ...RATIO,
    bad: 'high',
  },
  {
    id: 'disk',
    otel: 'system.filesystem.utilization',
    prom: 'system_filesystem_utilization',
    ...RATIO,
    bad: 'high',
  },
  {
    id: 'disk_io',
    otel: 'system.disk.io_utilization',
    prom: 'system_disk_io_utilization',
    ...RATIO,
    bad: 'high',
  },
  {
    id: 'net_in',
    otel: 'system.network.io.receive',
    prom: 'system_network_receive_bytes_per_second',
    unit: 'By/s',
    ...POSITIVE,
    bad: 'both',
  },
  {
    id: 'net_out',
    otel: 'system.network.io.transmit',
    prom: 'system_network_transmit_bytes_per_second',
    unit: 'By/s',
    ...POSITIVE,
    bad: 'both',
  },
  {
    id: 'request_rate',
    otel: 'http.server.request.rate',
    prom: 'http_server_requests_per_second',
    unit: '{request}/s',
    ...POSITIVE,
    bad: 'both',
  },
  {
    id: 'latency',
    otel: 'http.server.request.duration.mean',
    prom: 'http_server_request_duration_mean_seconds',
    unit: 's',
    ...POSITIVE,
    bad: 'high',
  },
  {
    id: 'latency_p95',
    otel: 'http.server.request.duration.p95',
    prom: 'http_server_request_duration_p95_seconds',
    unit: 's',
    ...POSITIVE,
    bad: 'high',
  },
  {
    id: 'error_ratio',
    otel: 'http.server.request.error_ratio',
    prom: 'http_server_request_error_ratio',
    ...RATIO,
    bad: 'high',
  },
  {
    id: 'load',
    otel: 'system.cpu.load_average.1m',
    prom: 'system_cpu_load_average_1m',
    unit: '{load}',
    ...POSITIVE,
    bad: 'high',
  },
  {
    id: 'temperature',
    otel: 'hw.temperature',
    prom: 'hw_temperature_celsius',
    unit: 'Cel',
    min: -273.15,
    max: 150,
    bad: 'high',
  },
  { id: 'power', otel: 'hw.power', prom: 'hw_power_watts', unit: 'W', ...POSITIVE, bad: 'both' },
] as const satisfies readonly Metric[];

type HostRow = readonly [id: string, otel: string, unit: Unit, prom?: string];

/**
 * What only real hosts have: node_exporter tells it, the simulated fleet does not make it up. Known by name, unit and range wherever a
 * source brings them; rules about them are idle elsewhere. All hurt when high and are 0 at least.
 */
export const HOST_METRICS: readonly Metric[] = (
  [
    ['load_per_core', 'system.cpu.load_average.1m.per_core', '{load}'],
    ['files_used', 'system.filesystem.inode.utilization', '1'],
    ['net_errs_in', 'system.network.error_ratio.receive', '1'],
    ['net_errs_out', 'system.network.error_ratio.transmit', '1'],
    ['conntrack', 'system.network.conntrack.utilization', '1'],
    ['fd_used', 'system.file_descriptor.utilization', '1'],
    ['clock_offset', 'system.clock.offset', 's', 'system_clock_offset_seconds'],
    ['raid_missing', 'system.raid.disk.missing', '{value}'],
    ['raid_failed', 'system.raid.disk.failed', '{value}'],
    ['units_failed', 'system.service.failed', '{value}'],
  ] as const satisfies readonly HostRow[]
).map(([id, otel, unit, prom = otel.replaceAll('.', '_')]: HostRow) => {
  return { id, otel, prom, unit, min: 0, max: unit === '1' ? 1 : Infinity, bad: 'high' };
});

/** Every metric that is known by name, the catalogue first. */
export const KNOWN_METRICS: readonly Metric[] = [...CATALOGUE, ...HOST_METRICS];

/** Ids of the catalogue; a list that must cover every metric is a `Record<MetricId, …>`. */
export type MetricId = (typeof CATALOGUE)[number]['id'];

const SIMULATED: ReadonlySet<string> = new Set(CATALOGUE.map(({ id }) => id));
const BY_ID: ReadonlyMap<string, Metric> = new Map(
  KNOWN_METRICS.map((metric) => [metric.id, metric]),
);
const BY_PROM: ReadonlyMap<string, Metric> = new Map(
  KNOWN_METRICS.map((metric) => [metric.prom, metric]),
);

/** The known metric with this id; `undefined` for a metric a source brought along. */
export function metricById(id: string): Metric | undefined {
  return BY_ID.get(id);
}

/** The known metric with this PromQL name. */
export function metricByProm(name: string): Metric | undefined {
  return BY_PROM.get(name);
}

/** Whether `id` is one of the catalogue's. */
export function isMetricId(id: string): id is MetricId {
  return SIMULATED.has(id);
}

/** Position of a catalogue metric in the frames of a simulated fleet. */
export function metricIndex(id: MetricId): number {
  return CATALOGUE.findIndex((metric) => metric.id === id);
}

/** A metric a source brings along: a bare number of which neither limits nor the direction that hurts are known. */
export function foreignMetric(id: string, part: Partial<Metric> = {}): Metric {
  return {
    id,
    otel: id,
    prom: id,
    unit: '{value}',
    min: Number.NEGATIVE_INFINITY,
    max: Number.POSITIVE_INFINITY,
    bad: 'both',
    ...part,
  };
}
