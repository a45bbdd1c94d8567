/** What a column or series name means: a metric of the catalogue under its many names, or a metric of the file's own. */
import type { Metric } from '../domain/metrics.ts';
import { foreignMetric, KNOWN_METRICS, metricById } from '../domain/metrics.ts';

/** Names people and exporters use, after `normalizeName`, per catalogue metric. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  cpu: [
    'cpu_usage',
    'cpu_util',
    'cpu_utilization',
    'cpu_utilisation',
    'cpu_percent',
    'cpu_pct',
    'cpu_used',
    'cpu_load_percent',
    'cpuusage',
    'cpuutilization',
    'cpu_total',
    'total_cpu',
    'processor_time',
    'system_cpu_usage',
    'cpu_사용률',
    'cpu사용률',
    '씨피유',
  ],
  memory: [
    'mem',
    'ram',
    'mem_usage',
    'memory_usage',
    'mem_util',
    'memory_utilization',
    'memory_utilisation',
    'mem_percent',
    'memory_percent',
    'mem_used_percent',
    'memory_used_percent',
    'mem_pct',
    'memory_pct',
    'memoryusage',
    'memoryutilization',
    'ram_usage',
    'memory_사용률',
    '메모리',
    '메모리_사용률',
    '메모리사용률',
  ],
  disk: [
    'disk_usage',
    'disk_util',
    'disk_utilization',
    'disk_utilisation',
    'disk_percent',
    'disk_used_percent',
    'disk_pct',
    'disk_space',
    'filesystem',
    'filesystem_usage',
    'fs_usage',
    'diskusage',
    'diskspaceutilization',
    'disk_사용률',
    '디스크',
    '디스크_사용률',
    '디스크사용률',
  ],
  disk_io: [
    'disk_io_utilization',
    'disk_io_util',
    'io_util',
    'disk_busy',
    'disk_busy_percent',
    'disk_io_percent',
    '디스크_io',
  ],
  net_in: [
    'network_in',
    'net_rx',
    'network_rx',
    'rx_bytes_per_second',
    'network_receive',
    'network_receive_bytes_per_second',
    '네트워크_수신',
  ],
  net_out: [
    'network_out',
    'net_tx',
    'network_tx',
    'tx_bytes_per_second',
    'network_transmit',
    'network_transmit_bytes_per_second',
    '네트워크_송신',
  ],
  request_rate: [
    'rps',
    'qps',
    'requests_per_second',
    'request_per_second',
    'req_per_sec',
    'requests_per_sec',
    '초당_요청',
    '요청률',
  ],
  latency: [
    'latency_mean',
    'mean_latency',
    'latency_avg',
    'avg_latency',
    'response_time',
    'avg_response_time',
    'request_latency',
    '지연',
    '응답_시간',
    '응답시간',
  ],
  latency_p95: [
    'p95',
    'p95_latency',
    'latency_95',
    'response_time_p95',
    'p95_response_time',
    '지연_p95',
  ],
  error_ratio: [
    'error_rate',
    'errors_percent',
    'error_percent',
    'http_error_ratio',
    '오류율',
    '에러율',
  ],
  load: [
    'load1',
    'load_1m',
    'load_avg',
    'loadavg',
    'load_average',
    'load_average_1m',
    'node_load1',
    '부하',
  ],
  temperature: ['temp', 'temperature_c', 'temp_c', 'inlet_temperature', '온도'],
  power: ['watts', 'power_w', 'power_watts', '전력', '소비_전력'],
};

const BY_NAME: ReadonlyMap<string, Metric> = new Map(
  KNOWN_METRICS.flatMap((metric): [string, Metric][] =>
    [metric.id, metric.prom, metric.otel, ...(ALIASES[metric.id] ?? [])].map((name) => [
      normalizeName(name),
      metric,
    ]),
  ),
);

/** What a name stands for. */
export interface NamedMetric {
  readonly metric: Metric;
  /** Factor from the written unit to the metric's, when the name says it (`%`, `ms`); `undefined`: the values must tell. */
  readonly factor: number | undefined;
}

/** Lower case, unit in brackets dropped, everything but letters and digits turned to single underscores. */
export function normalizeName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[([{].*$/u, '')
    .replace(/%/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/gu, '');
}

/** The catalogue's metric with this name, with the factor its written unit asks for; `undefined` for any other name. */
export function knownMetric(name: string): NamedMetric | undefined {
  const normal = normalizeName(name);
  const inMs = /[([{]\s*ms\s*[)\]}]/iu.test(name) || /_(ms|millis|milliseconds)$/u.test(normal);
  const isPercent = /%|percent|pct/iu.test(name);
  const metric =
    BY_NAME.get(normal) ??
    BY_NAME.get(normal.replace(/_(ms|millis|milliseconds|s|sec|seconds|percent|pct)$/u, ''));
  if (metric === undefined) return undefined;
  if (metric.unit === '1') return { metric, factor: isPercent ? 0.01 : undefined };
  if (metric.unit === 's')
    return {
      metric,
      factor: inMs
        ? 0.001
        : /[([{]\s*s/iu.test(name) || /_(s|sec|seconds)$/u.test(normal)
          ? 1
          : undefined,
    };
  return { metric, factor: 1 };
}

/**
 * The catalogue's metric a file's own name speaks of, for tables whose only column is called `value`:
 * `ec2_cpu_utilization_5f5533` is the CPU. Only utilisations, which a percentage range then has to confirm.
 */
export function metricOfFileName(name: string): Metric | undefined {
  const match =
    /(?:^|_)(cpu|memory|mem|disk|disk_space)_(?:utili[sz]ation|usage|util|percent|사용률)(?:_|$)/u.exec(
      normalizeName(name),
    );
  if (!match) return undefined;
  return metricById(match[1] === 'mem' ? 'memory' : match[1] === 'disk_space' ? 'disk' : match[1]);
}

/**
 * A metric of the file's own: id and PromQL name are an ASCII slug of the name, `otel` keeps the name as written.
 * @param taken ids in use; the new one is added, with a number when it would repeat
 */
export function ownMetric(name: string, taken: Set<string>): Metric {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/gu, '_')
    .replace(/^_+|_+$/gu, '')
    .slice(0, 120);
  const base = slug === '' ? 'metric' : /^\d/u.test(slug) ? `m_${slug}` : slug;
  let id = base;
  for (let n = 2; taken.has(id) || metricById(id) !== undefined; n++) id = `${base}_${n}`;
  taken.add(id);
  return foreignMetric(id, { otel: name });
}
