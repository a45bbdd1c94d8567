/** What the address of an embedded console asks for, and who the operator lets in. */

/** How this page is shown inside another. */
export interface EmbedRequest {
  /** The portal's origin as the address names it; then nobody else is heard. */
  readonly origin: string | undefined;
  /** Part of names, roles and tiers that are shown. */
  readonly filter: string;
}

/** Reads `?embed=1&origin=…&filter=…`. What cannot be an origin is as good as none. */
export function readRequest(search: string): EmbedRequest {
  const parameters = new URLSearchParams(search);
  const origin = parameters.get('origin') ?? undefined;
  return {
    origin: origin !== undefined && isOrigin(origin) ? origin : undefined,
    filter: (parameters.get('filter') ?? '').slice(0, 100),
  };
}

/** Whether a text is exactly an http(s) origin, as browsers write it. */
export function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.origin === text;
  } catch {
    return false; // No address at all.
  }
}

/**
 * Whether an origin is on a list as operators write it: `https://portal.example`, `https://*.corp.example`, `http://localhost:*`.
 * `*` alone lets everybody frame the console, but trusts nobody: they are asked about.
 */
export function isListed(origin: string, list: readonly string[]): boolean {
  return list.some((entry) => {
    if (entry === '*' || entry === "'self'") return false;
    const pattern = entry
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace('://*\\.', '://(?:[a-z0-9-]+\\.)+')
      .replace(/:\*$/, '(?::\\d+)?');
    return !pattern.includes('*') && new RegExp(`^${pattern}$`, 'i').test(origin);
  });
}
