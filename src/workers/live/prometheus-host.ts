/** Facts of one host from node_exporter's series: kernel, cores, memory, file systems, interfaces, services. */
import type {
  ExportedHost,
  FileSystem,
  NetworkInterface,
  ServiceUnit,
} from '../../core/domain/host.ts';
import type { Labels } from '../../core/domain/series.ts';
import type { EpochMs } from '../../core/domain/time.ts';
import type { ApiSeries } from '../../core/formats/prometheus-api.ts';
import type { Target } from '../../core/formats/prometheus-servers.ts';
import type { HostReport } from '../protocol.ts';
import type { PrometheusClient } from './prometheus-client.ts';

const STATES: readonly ServiceUnit['state'][] = [
  'active',
  'activating',
  'deactivating',
  'inactive',
  'failed',
];

/** What node_exporter tells of a target at an instant. */
export async function exportedHost(
  client: PrometheusClient,
  { instance, job }: Target,
  t: EpochMs,
  signal: AbortSignal,
): Promise<HostReport | undefined> {
  if (instance === '') return undefined; // A group of hosts is no host.
  const own = `instance=${JSON.stringify(instance)},job=${JSON.stringify(job)}`;
  const ask = (promql: string) => client.instant(promql.replaceAll('$own', own), t, signal);
  const [uname, os, memory, cores, boot, sizes, free, net, up, speed, received, sent, units] =
    await Promise.all([
      ask('node_uname_info{$own}'),
      ask('node_os_info{$own}'),
      ask('node_memory_MemTotal_bytes{$own}'),
      ask('count(count by (cpu) (node_cpu_seconds_total{$own}))'),
      ask('node_boot_time_seconds{$own}'),
      ask('node_filesystem_size_bytes{$own}'),
      ask('node_filesystem_avail_bytes{$own}'),
      ask('node_network_info{$own}'),
      ask('node_network_up{$own}'),
      ask('node_network_speed_bytes{$own}'),
      ask('rate(node_network_receive_bytes_total{$own}[2m])'),
      ask('rate(node_network_transmit_bytes_total{$own}[2m])'),
      ask('node_systemd_unit_state{$own,name=~".+[.]service"} == 1'),
    ]);
  const names = uname[0]?.labels ?? {};
  const booted = newestOf(boot);
  const exported: ExportedHost = {
    kernel: names.release ?? '',
    os: os[0]?.labels.pretty_name ?? names.sysname ?? '',
    machine: names.machine ?? '',
    cores: newestOf(cores),
    memory: newestOf(memory),
    bootedAt: Number.isNaN(booted) ? undefined : Math.round(booted * 1000),
    fileSystems: fileSystemsOf(sizes, free),
    interfaces: interfacesOf(net, up, speed, received, sent),
    units: unitsOf(units),
  };
  return { people: undefined, facts: undefined, exported, logs: [] };
}

const newestOf = (series: readonly ApiSeries[]): number => series[0]?.values[0] ?? Number.NaN;

/** Largest first, each device once: bind mounts repeat it. */
function fileSystemsOf(
  sizes: readonly ApiSeries[],
  free: readonly ApiSeries[],
): readonly FileSystem[] {
  const available = byLabel(free, 'mountpoint');
  const seen = new Set<string>();
  return sizes
    .map(({ labels, values }) => ({
      mount: labels.mountpoint ?? '',
      device: labels.device ?? '',
      type: labels.fstype ?? '',
      size: values[0],
      available: available(labels),
    }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || a.mount.length - b.mount.length)
    .filter(({ device, size }) => {
      const key = `${device} ${size}`;
      return !seen.has(key) && seen.add(key);
    });
}

function interfacesOf(
  info: readonly ApiSeries[],
  up: readonly ApiSeries[],
  speed: readonly ApiSeries[],
  received: readonly ApiSeries[],
  sent: readonly ApiSeries[],
): readonly NetworkInterface[] {
  const isUp = byLabel(up, 'device');
  const speedOf = byLabel(speed, 'device');
  const addressOf = new Map(info.map(({ labels }) => [labels.device, labels.address ?? '']));
  const sentOf = byLabel(sent, 'device');
  return received
    .map(({ labels, values }) => ({
      name: labels.device ?? '',
      address: addressOf.get(labels.device ?? '') ?? '',
      isUp: isUp(labels) === 1,
      speed: speedOf(labels) > 0 ? speedOf(labels) * 8 : Number.NaN,
      receive: values[0],
      transmit: sentOf(labels),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Each unit once, in the state it is in; failed ones first. */
function unitsOf(series: readonly ApiSeries[]): readonly ServiceUnit[] {
  return series
    .flatMap(({ labels }): ServiceUnit[] => {
      const state = STATES.find((known) => known === labels.state);
      return state ? [{ name: labels.name ?? '', state }] : [];
    })
    .sort(
      (a, b) =>
        Number(b.state === 'failed') - Number(a.state === 'failed') || a.name.localeCompare(b.name),
    );
}

/** Looks the newest value up by one label; NaN where there is none. */
function byLabel(series: readonly ApiSeries[], label: string): (labels: Labels) => number {
  const values = new Map(series.map((one) => [one.labels[label], one.values[0]]));
  return (labels) => values.get(labels[label] ?? '') ?? Number.NaN;
}
