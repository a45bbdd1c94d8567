/** Hands bytes to the browser as a file. Nothing leaves the device. */

/** Kinds of files of our own; the manifests name the same. */
export const BUNDLE_TYPE = 'application/vnd.openmanager-edge.bundle';
export const BUNDLE_SUFFIX = '.omedge';

/** Begins a download of bytes under `name`. */
export function saveBytes(name: string, bytes: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
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
