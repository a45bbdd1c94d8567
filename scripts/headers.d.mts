/** Types of `headers.mjs` for the build configuration and the tests. */

/** What the operator asked for; `undefined`: the default. */
export interface HeaderFlags {
  readonly connect: readonly string[] | undefined;
  readonly embedders: readonly string[] | undefined;
}
export function flagsFrom(env?: Readonly<Record<string, string | undefined>>): HeaderFlags;
export function contentSecurityPolicy(options?: { meta?: boolean; flags?: HeaderFlags }): string;
export function securityHeaders(flags?: HeaderFlags): Readonly<Record<string, string>>;
export const SECURITY_HEADERS: Readonly<Record<string, string>>;
export const CACHING: {
  readonly assets: string;
  readonly others: string;
  readonly missing: string;
};
export function cacheControl(pathname: string): string;
export const MEDIA_TYPES: Readonly<Record<string, string>>;
export const PACKED: RegExp;
