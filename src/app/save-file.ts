/** Hands bytes to the browser as a file. Nothing leaves the device. */

/** Kinds of files of our own; the manifests name the same. */
export const BUNDLE_TYPE = 'application/vnd.openmanager-edge.bundle';
export const BUNDLE_SUFFIX = '.omedge';

/** Begins a download of bytes under `name`. */
export function saveBytes(name: string, bytes: BlobPart, type: string): void {
  saveBlob(name, new Blob([bytes], { type }));
}

/** Begins a download of a text in UTF-8 under `name`. */
export function saveText(name: string, text: string, type: string): void {
  saveBytes(name, text, `${type};charset=utf-8`);
}

/** Begins a download of what a canvas or a codec made under `name`. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** A text as part of a file name every system takes: `scenario-normal-20260312-0500`. */
export function fileStem(text: string, at: number): string {
  const name = text
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const stamp = new Date(at).toISOString().replaceAll(/[-:]/g, '').slice(0, 13).replace('T', '-');
  return `${name === '' ? 'bundle' : name}-${stamp}`;
}
