/** The record store of tabs that may not store: a sorted view of a map, forgotten with the tab. Also the tests' store. */
import type { RecordStore } from './store.ts';

/** Makes an empty store; values are cloned, as IndexedDB does. */
export function memoryStore(): RecordStore {
  const map = new Map<string, unknown>();
  const keys = (prefix: string) => [...map.keys()].filter((key) => key.startsWith(prefix)).sort();
  return {
    get: async <T>(key: string) => map.get(key) as T | undefined,
    list: async <T>(prefix: string) =>
      keys(prefix).map((key) => [key, structuredClone(map.get(key)) as T] as const),
    keys: async (prefix) => keys(prefix),
    put: async (records, guard) => {
      if (guard && map.get(guard.key) !== guard.value)
        throw new Error('the guarded record changed');
      for (const [key, value] of records) map.set(key, structuredClone(value));
    },
    delete: async (doomed) => {
      for (const key of doomed) map.delete(key);
    },
    clear: async () => map.clear(),
    replace: async (records, isKept) => {
      const copies = records.map(([key, value]) => [key, structuredClone(value)] as const);
      for (const key of [...map.keys()]) if (!isKept(key)) map.delete(key);
      for (const [key, value] of copies) map.set(key, value);
    },
  };
}
