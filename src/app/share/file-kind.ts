/** Which files are ours: told by their first bytes, whatever they are called. */

/** `\x89OME\r\n\x1a\n`, as `core/formats/container.ts` writes it; the byte that tells bundle from backup stands behind the version. */
const MARK = [0x89, 0x4f, 0x4d, 0x45, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const KIND_AT = 10;
const BACKUP = 2;

/** A bundle or a backup of ours; `undefined` for any other file, which is then read as samples. */
export async function ownFileKind(file: Blob): Promise<'bundle' | 'backup' | undefined> {
  const head = new Uint8Array(await file.slice(0, KIND_AT + 1).arrayBuffer());
  if (!MARK.every((byte, i) => head[i] === byte)) return undefined;
  return head[KIND_AT] === BACKUP ? 'backup' : 'bundle';
}
