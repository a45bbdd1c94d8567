/** Facts of a real host, as its exporter tells them. Empty lists where it does not. */
import type { EpochMs } from './time.ts';

/** A mounted file system; sizes in bytes. */
export interface FileSystem {
  readonly mount: string;
  readonly device: string;
  readonly type: string;
  readonly size: number;
  readonly available: number;
}

/** A network interface; rates in bytes/s, `speed` in bits/s or NaN when unknown. */
export interface NetworkInterface {
  readonly name: string;
  readonly address: string;
  readonly isUp: boolean;
  readonly speed: number;
  readonly receive: number;
  readonly transmit: number;
}

/** A unit of the service manager, as node_exporter's systemd collector names its states. */
export interface ServiceUnit {
  readonly name: string;
  readonly state: 'active' | 'activating' | 'deactivating' | 'inactive' | 'failed';
}

/** What an exporter knows of its host. NaN and empty texts are unknown. */
export interface ExportedHost {
  readonly kernel: string;
  readonly os: string;
  readonly machine: string;
  readonly cores: number;
  readonly memory: number;
  readonly bootedAt: EpochMs | undefined;
  readonly fileSystems: readonly FileSystem[];
  readonly interfaces: readonly NetworkInterface[];
  /** Failed units first. */
  readonly units: readonly ServiceUnit[];
}
