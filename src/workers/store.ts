/**
 * Key-value records in IndexedDB that survive what browsers do to it: strict durability, a lost connection healed, newer versions let through.
 * Sole importer of idb-keyval, whose API it keeps, with a `UseStore` of our own (its `createStore` never closes and never heals).
 */
import { clear, delMany, get, promisifyRequest, setMany, type UseStore } from 'idb-keyval';
import { EdgeError } from '../core/domain/errors.ts';

const OBJECT_STORE = 'records';
/** Opening attempts after a failure, with growing pauses: 0, 100, 400 ms. */
const HEAL_PAUSES_MS = [0, 100, 400] as const;

/** A durable map. Every write has been committed, and flushed to disk, when its promise resolves. */
export interface RecordStore {
  get<T>(key: string): Promise<T | undefined>;
  /** Values of all keys that start with `prefix`, in key order. */
  list<T>(prefix: string): Promise<readonly (readonly [key: string, value: T])[]>;
  keys(prefix: string): Promise<readonly string[]>;
  /** All or none. @throws EdgeError `history/quota` when there is no room */
  put(records: readonly (readonly [key: string, value: unknown])[], guard?: Guard): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  clear(): Promise<void>;
  /** Puts records in place of all others but those whose key is kept; all or none. */
  replace(
    records: readonly (readonly [key: string, value: unknown])[],
    isKept: (key: string) => boolean,
  ): Promise<void>;
}

/** Refuses a write inside its own transaction: the record at `key` must still be `value`. */
export interface Guard {
  readonly key: string;
  readonly value: number;
}

/**
 * Opens (or makes) the database.
 * @throws EdgeError `history/denied` when storage is refused or stays broken after three attempts
 */
export async function openStore(name: string): Promise<RecordStore> {
  const use = healingStore(name);
  await use('readonly', (store) => promisifyRequest(store.count()));
  const range = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return {
    get: (key) => get(key, use),
    list: (prefix) =>
      use('readonly', async (store) => {
        const [keys, values] = await Promise.all([
          promisifyRequest(store.getAllKeys(range(prefix))),
          promisifyRequest(store.getAll(range(prefix))),
        ]);
        return keys.map((key, i) => [String(key), values[i]] as const);
      }),
    keys: (prefix) =>
      use('readonly', async (store) =>
        (await promisifyRequest(store.getAllKeys(range(prefix)))).map(String),
      ),
    put: (records, guard) =>
      committed(() =>
        guard
          ? putGuarded(use, records, guard)
          : setMany(
              records.map(([k, v]) => [k, v]),
              use,
            ),
      ),
    delete: (keys) => committed(() => delMany([...keys], use)),
    clear: () => committed(() => clear(use)),
    replace: (records, isKept) => committed(() => putInstead(use, records, isKept)),
  };
}

/** Success is the transaction's `complete` only: over quota, requests succeed and the transaction aborts without a word. */
async function committed(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'QuotaExceededError')
      throw new EdgeError('history/quota', 'no room left to store');
    throw error;
  }
}

/** Writes only while the guarded record is unchanged: a writer whose lock was stolen must not write any more. */
function putGuarded(
  use: UseStore,
  records: readonly (readonly [key: string, value: unknown])[],
  guard: Guard,
): Promise<void> {
  return use('readwrite', (store) => {
    const held = store.get(guard.key);
    held.onsuccess = () => {
      if (held.result !== guard.value) return store.transaction.abort();
      for (const [key, value] of records) store.put(value, key);
    };
    return promisifyRequest(store.transaction);
  });
}

/** One transaction: should it fail, everything is as it was. */
function putInstead(
  use: UseStore,
  records: readonly (readonly [key: string, value: unknown])[],
  isKept: (key: string) => boolean,
): Promise<void> {
  return use('readwrite', (store) => {
    const keys = store.getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result) if (!isKept(String(key))) store.delete(key);
      for (const [key, value] of records) store.put(value, key);
    };
    return promisifyRequest(store.transaction);
  });
}

/** A `UseStore` that reopens a connection the browser closed and gives way to newer versions and deletions. */
function healingStore(name: string): UseStore {
  let opened: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    if (opened) return opened;
    const opening = openDatabase(name, () => {
      opened = undefined;
    });
    opened = opening;
    opening.catch(() => {
      opened = undefined;
    });
    return opening;
  }

  return async (mode, callback) => {
    let failure: unknown;
    for (const pause of HEAL_PAUSES_MS) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      let transaction: IDBTransaction;
      try {
        const database = await open();
        transaction = database.transaction(OBJECT_STORE, mode, { durability: 'strict' });
      } catch (error) {
        // Only what failed before a transaction began is tried again: nothing was written yet.
        failure = error;
        opened = undefined;
        continue;
      }
      return callback(transaction.objectStore(OBJECT_STORE));
    }
    throw new EdgeError('history/denied', `storage cannot be opened: ${String(failure)}`);
  };
}

function openDatabase(name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (typeof indexedDB === 'undefined') return reject(new Error('no IndexedDB'));
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(OBJECT_STORE);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked by another version'));
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      database.onclose = onClosed;
      resolve(database);
    };
  });
}
