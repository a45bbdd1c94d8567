/**
 * What was committed, written down in a second place: browsers silently empty or shorten a damaged database.
 * The Cache API keeps the copy, because workers have it and it lives in other files than IndexedDB.
 */

/** How much is known to have been stored. Equal to the database's own count, or something was lost. */
export interface Ledger {
  /** Grows with every change of the writer; a writer with an older one is fenced off. */
  readonly epoch: number;
  readonly chunks: number;
  readonly records: number;
}

const CACHE = 'ome-ledger';
const ADDRESS = './ome-ledger.json';

/** The copy as last written; `undefined` on a first visit or where the cache is denied. */
export async function readLedger(): Promise<Ledger | undefined> {
  try {
    const cache = await caches.open(CACHE);
    const response = await cache.match(ADDRESS);
    const raw: unknown = await response?.json();
    if (typeof raw !== 'object' || raw === null) return undefined;
    const { epoch, chunks, records } = raw as Partial<Ledger>;
    if (typeof epoch !== 'number' || typeof chunks !== 'number' || typeof records !== 'number')
      return undefined;
    return { epoch, chunks, records };
  } catch {
    return undefined; // Denied or damaged: as on a first visit, loss cannot be told.
  }
}

/** Replaces the copy; answers whether it could be kept. */
export async function writeLedger(ledger: Ledger): Promise<boolean> {
  try {
    const cache = await caches.open(CACHE);
    await cache.put(ADDRESS, new Response(JSON.stringify(ledger)));
    return true;
  } catch {
    return false;
  }
}
