/** Types of `headers.mjs` for the build configuration. */
export function contentSecurityPolicy(options?: { meta?: boolean }): string;
export const SECURITY_HEADERS: Readonly<Record<string, string>>;
export function cacheControl(pathname: string): string;
export const MEDIA_TYPES: Readonly<Record<string, string>>;
