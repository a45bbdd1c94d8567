/** Kinds of records of the store, as a backup counts them. Apart from what reads them, so that the page can name them. */

/** The kinds of records a backup has, in the order they are counted on screen. */
export const RECORD_KINDS = [
  'alerts',
  'incidents',
  'acts',
  'deliveries',
  'files',
  'samples',
  'small',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

const KINDS: Readonly<Record<string, RecordKind>> = {
  a: 'alerts',
  i: 'incidents',
  x: 'acts',
  d: 'files',
  c: 'samples',
  t: 'samples',
  k: 'small',
  n: 'small',
};

/** What a record is; `undefined` for keys this version does not know. Which tab leads, and what a group was last told, stay where they are. */
export function recordKind(key: string): RecordKind | undefined {
  if (key.startsWith('n/d/')) return 'deliveries';
  if (key.startsWith('n/') && key !== 'n/settings') return undefined;
  return key[1] === '/' ? KINDS[key[0]] : undefined;
}
