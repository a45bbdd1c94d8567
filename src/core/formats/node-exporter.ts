/** What a node_exporter page says about its host: utilisations from its gauges and counters, and facts. Source of the formulas: node-mixin. */
import type { Labels } from '../domain/series.ts';
import type { EpochMs } from '../domain/time.ts';
import { SECOND } from '../domain/time.ts';
import type { LabelledBuilder } from './labelled.ts';

/** Sums of one scrape of one server. */
interface Scrape {
  readonly cpus: Set<string>;
  idle: number;
  busyAndIdle: number;
  memoryTotal: number;
  memoryAvailable: number;
  readonly size: Map<string, number>;
  readonly available: Map<string, number>;
  /** Seconds of I/O by device. */
  readonly io: Map<string, number>;
  received: number;
  sent: number;
  /** Highest reading, °C. */
  temperature: number;
}

/** File systems that hold no data of their own. */
const VIRTUAL =
  /^(?:tmpfs|devtmpfs|ramfs|overlay|squashfs|iso9660|autofs|proc|sysfs|cgroup2?|nsfs|rootfs|fuse\.lxcfs|efivarfs)$/u;

export class NodeExporter {
  readonly #builder: LabelledBuilder;
  readonly #scrapes = new Map<string, Map<EpochMs, Scrape>>();

  constructor(builder: LabelledBuilder) {
    this.#builder = builder;
  }

  /** Notes a sample; names other than node_exporter's cost one comparison. */
  see(name: string, labels: Labels, t: EpochMs, value: number): void {
    if (!name.startsWith('node_') || !Number.isFinite(value)) return;
    const server = this.#builder.serverOf(labels);
    switch (name) {
      case 'node_cpu_seconds_total': {
        const scrape = this.#scrape(server, t);
        scrape.cpus.add(labels.cpu ?? '');
        scrape.busyAndIdle += value;
        if (labels.mode === 'idle' || labels.mode === 'iowait') scrape.idle += value;
        return;
      }
      case 'node_memory_MemTotal_bytes':
        this.#scrape(server, t).memoryTotal = value;
        return;
      case 'node_memory_MemAvailable_bytes':
        this.#scrape(server, t).memoryAvailable = value;
        return;
      case 'node_filesystem_size_bytes':
        if (!VIRTUAL.test(labels.fstype ?? ''))
          this.#scrape(server, t).size.set(labels.mountpoint ?? '', value);
        return;
      case 'node_filesystem_avail_bytes':
        this.#scrape(server, t).available.set(labels.mountpoint ?? '', value);
        return;
      case 'node_disk_io_time_seconds_total':
        this.#scrape(server, t).io.set(labels.device ?? '', value);
        return;
      case 'node_network_receive_bytes_total':
        if (labels.device !== 'lo') this.#scrape(server, t).received += value;
        return;
      case 'node_network_transmit_bytes_total':
        if (labels.device !== 'lo') this.#scrape(server, t).sent += value;
        return;
      case 'node_hwmon_temp_celsius':
      case 'node_thermal_zone_temp': {
        const scrape = this.#scrape(server, t);
        scrape.temperature = Math.max(scrape.temperature, value);
        return;
      }
      case 'node_boot_time_seconds':
        this.#builder.describe(server, { bootedAt: Math.round(value * SECOND) });
        return;
      case 'node_uname_info':
        this.#builder.describe(server, { kernel: labels.release ?? '' });
        return;
      case 'node_os_info':
        this.#builder.describe(server, { os: labels.pretty_name ?? labels.name ?? '' });
        return;
    }
  }

  /**
   * Adds the utilisations: memory from available and total, disk as the fullest real file system, temperature as the highest
   * reading; from the second scrape on also CPU, disk I/O and network as rates since the scrape before (a counter reset leaves a gap).
   */
  derive(): void {
    for (const [server, scrapes] of this.#scrapes) {
      let before: { readonly t: EpochMs; readonly scrape: Scrape } | undefined;
      for (const [t, scrape] of [...scrapes].sort(([a], [b]) => a - b)) {
        const put = (metric: string, value: number) =>
          this.#builder.addDerived(server, metric, t, value);
        if (scrape.memoryTotal > 0) put('memory', 1 - scrape.memoryAvailable / scrape.memoryTotal);
        put('disk', fullest(scrape));
        put('temperature', scrape.temperature);
        if (before !== undefined) rates(before.scrape, scrape, (t - before.t) / SECOND, put);
        before = { t, scrape };
      }
      if (before === undefined) continue;
      const { cpus, memoryTotal, size } = before.scrape;
      this.#builder.describe(server, {
        cores: cpus.size,
        ...(memoryTotal > 0 && { memory: memoryTotal }),
        storage: Math.max(0, ...size.values()),
      });
    }
  }

  #scrape(server: string, t: EpochMs): Scrape {
    let scrapes = this.#scrapes.get(server);
    if (scrapes === undefined) {
      scrapes = new Map();
      this.#scrapes.set(server, scrapes);
    }
    let scrape = scrapes.get(t);
    if (scrape === undefined) {
      scrape = {
        cpus: new Set(),
        idle: 0,
        busyAndIdle: 0,
        memoryTotal: NaN,
        memoryAvailable: NaN,
        size: new Map(),
        available: new Map(),
        io: new Map(),
        received: 0,
        sent: 0,
        temperature: Number.NEGATIVE_INFINITY,
      };
      scrapes.set(t, scrape);
    }
    return scrape;
  }
}

/** Highest used share of the real file systems; NaN without any. */
function fullest(scrape: Scrape): number {
  let worst = NaN;
  for (const [mountpoint, size] of scrape.size) {
    const used = 1 - (scrape.available.get(mountpoint) ?? NaN) / size;
    if (size > 0 && !(used <= worst) && !Number.isNaN(used)) worst = used;
  }
  return worst;
}

function rates(
  before: Scrape,
  now: Scrape,
  seconds: number,
  put: (metric: string, value: number) => void,
): void {
  const total = now.busyAndIdle - before.busyAndIdle;
  const idle = now.idle - before.idle;
  if (total > 0 && idle >= 0) put('cpu', Math.max(0, 1 - idle / total));
  let busiest = NaN;
  for (const [device, io] of now.io) {
    const share = (io - (before.io.get(device) ?? NaN)) / seconds;
    if (share >= 0 && !(share <= busiest)) busiest = Math.min(1, share);
  }
  put('disk_io', busiest);
  if (now.received > before.received) put('net_in', (now.received - before.received) / seconds);
  if (now.sent > before.sent) put('net_out', (now.sent - before.sent) / seconds);
}
