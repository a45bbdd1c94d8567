/**
 * Our metrics in node_exporter's words: one PromQL expression each, per instance and job. Formulas as in node-mixin.
 * `$filter` stands for the connection's matchers, `$window` for the range of rates.
 */
import type { Ms } from '../domain/time.ts';
import { formatDuration, MINUTE } from '../domain/time.ts';

/** File systems that hold no data of their own. */
const VIRTUAL =
  'tmpfs|devtmpfs|ramfs|overlay|squashfs|iso9660|autofs|proc|sysfs|cgroup2?|nsfs|rootfs|fuse.lxcfs|efivarfs';
const BY = 'by (instance, job)';
const DISK = `{$filter,fstype!~"${VIRTUAL}"}`;
const WIRE = '{$filter,device!="lo"}[$window]';

/** Metric id → expression. What finds no series is left out of the fleet. */
export const NODE_EXPORTER: Readonly<Record<string, string>> = {
  cpu: `1 - avg ${BY} (sum by (instance, job, cpu) (rate(node_cpu_seconds_total{$filter,mode=~"idle|iowait|steal"}[$window])))`,
  memory: `1 - sum ${BY} (node_memory_MemAvailable_bytes{$filter}) / sum ${BY} (node_memory_MemTotal_bytes{$filter})`,
  disk: `max ${BY} (1 - node_filesystem_avail_bytes${DISK} / node_filesystem_size_bytes${DISK})`,
  disk_io: `max ${BY} (rate(node_disk_io_time_seconds_total{$filter}[$window]))`,
  net_in: `sum ${BY} (rate(node_network_receive_bytes_total${WIRE}))`,
  net_out: `sum ${BY} (rate(node_network_transmit_bytes_total${WIRE}))`,
  request_rate: `sum ${BY} (rate(http_requests_total{$filter}[$window]))`,
  latency: `sum ${BY} (rate(http_request_duration_seconds_sum{$filter}[$window])) / sum ${BY} (rate(http_request_duration_seconds_count{$filter}[$window]))`,
  latency_p95: `histogram_quantile(0.95, sum by (instance, job, le) (rate(http_request_duration_seconds_bucket{$filter}[$window])))`,
  error_ratio: `sum ${BY} (rate(http_requests_total{$filter,code=~"5.."}[$window])) / sum ${BY} (rate(http_requests_total{$filter}[$window]))`,
  load: `max ${BY} (node_load1{$filter})`,
  temperature: `max ${BY} (node_hwmon_temp_celsius{$filter}) or max ${BY} (node_thermal_zone_temp{$filter})`,
  power: `sum ${BY} (rate(node_rapl_package_joules_total{$filter}[$window]))`,
  load_per_core: `max ${BY} (node_load1{$filter}) / count ${BY} (node_cpu_seconds_total{$filter,mode="idle"})`,
  files_used: `max ${BY} (1 - node_filesystem_files_free${DISK} / node_filesystem_files${DISK})`,
  net_errs_in: `max ${BY} (rate(node_network_receive_errs_total${WIRE}) / rate(node_network_receive_packets_total${WIRE}))`,
  net_errs_out: `max ${BY} (rate(node_network_transmit_errs_total${WIRE}) / rate(node_network_transmit_packets_total${WIRE}))`,
  conntrack: `max ${BY} (node_nf_conntrack_entries{$filter} / node_nf_conntrack_entries_limit{$filter})`,
  fd_used: `max ${BY} (node_filefd_allocated{$filter} / node_filefd_maximum{$filter})`,
  clock_offset: `max ${BY} (abs(node_timex_offset_seconds{$filter}))`,
  raid_missing: `sum ${BY} (node_md_disks_required{$filter} - ignoring (state) node_md_disks{$filter,state="active"})`,
  raid_failed: `sum ${BY} (node_md_disks{$filter,state="failed"})`,
  units_failed: `sum ${BY} (node_systemd_unit_state{$filter,state="failed"})`,
};

/** Series a metric is computed from, in the order its expression names them; empty for a metric of no mapping. */
export function seriesBehind(metric: string): readonly string[] {
  const expr = Object.hasOwn(NODE_EXPORTER, metric) ? NODE_EXPORTER[metric] : '';
  return [...new Set(expr.match(/\b(?:node|http)_\w+/gu) ?? [])];
}

/** Range of rates: four scrapes, so that one lost scrape leaves no gap; a minute at least. Source: Prometheus docs on `rate`. */
export function rateWindow(step: Ms): Ms {
  return Math.max(MINUTE, 4 * step);
}

/**
 * The expression of a metric for one connection.
 * @param filter matchers without braces, `job="node"`; may be empty
 */
export function fillExpression(template: string, filter: string, step: Ms): string {
  const window = formatDuration(rateWindow(step));
  return template
    .replaceAll('$window', window)
    .replaceAll('$filter,', filter === '' ? '' : `${filter},`)
    .replaceAll('$filter', filter);
}
