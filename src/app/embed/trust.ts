/** Whom this console lets in: the operator's list in the page, and the portals the reader of this device trusts. */
import { isListed, isOrigin } from './request.ts';

/** Written by the build from OM_EMBED_ORIGINS; an operator may also write it into the page by hand. */
const LIST = 'meta[name="ome-embedders"]';
const KEY = 'ome-embed-trust-v1';
/** Remembered portals; the oldest give way. */
const MOST = 50;

/** Whether an origin is let in without asking. */
export function isTrusted(origin: string): boolean {
  const list = document.querySelector<HTMLMetaElement>(LIST)?.content.trim() ?? '';
  return isListed(origin, list.split(/\s+/)) || remembered().includes(origin);
}

/** Remembers a portal on this device; of a framed page that is: within this portal. Where storage is denied, for this page only. */
export function trust(origin: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set([...remembered(), origin])].slice(-MOST)));
  } catch {
    // Storage is denied: the reader is asked again next time.
  }
}

/** Whether this page may remember anything. */
export function canRemember(): boolean {
  try {
    return localStorage.length >= 0;
  } catch {
    return false; // Storage is denied to frames of other sites.
  }
}

function remembered(): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((item) => isOrigin(String(item))) : [];
  } catch {
    return []; // Storage is denied, or holds something else.
  }
}
