/** Types of `headers-hosts.mjs` for the build and the tests. */
import type { HeaderFlags } from './headers.mjs';

/** Where and how a server serves the app. */
export interface HostOptions {
  readonly listen?: string;
  /** Holds the contents of `dist/`. */
  readonly folder?: string;
  /** Path the app answers at, with both slashes. */
  readonly base?: string;
  readonly flags?: HeaderFlags;
}
export interface NginxOptions extends HostOptions {
  readonly brotli?: boolean;
}
export interface NginxMainOptions extends NginxOptions {
  readonly writable?: string;
  readonly modules?: readonly string[];
}
export function nginxSite(options?: NginxOptions): string;
export function nginxMain(options?: NginxMainOptions): string;
export function caddyfile(options?: HostOptions & { readonly globals?: readonly string[] }): string;
export function headersFile(flags?: HeaderFlags): string;
export function vercelJson(flags?: HeaderFlags): string;
export function netlifyToml(): string;
export function containerfile(): string;
export function deployFiles(flags?: HeaderFlags): Readonly<Record<string, string>>;
