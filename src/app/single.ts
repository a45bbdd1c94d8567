/** The page of the one-file build: hands out what it carries, before the app starts. Written by `scripts/single.ts`. */
import { type Carried, unpack } from '../workers/carried.ts';

/** Packed files and workers lie in the page as scripts of a type that no browser runs, in base64. */
const FILES = 'script[data-carried-file]';
const WORKERS = 'script[data-carried-worker]';

/**
 * First lines of each worker. From disk a worker may not fetch what the page made an address for, so it is sent the files themselves:
 * `spawn` posts them before anything else, and nobody but these lines hears of it.
 */
function headOf(page: string): string {
  const told: Carried = { page, files: {}, workers: {} };
  return `globalThis.omCarried=${JSON.stringify(told)};
addEventListener("message",(event)=>{event.stopImmediatePropagation();omCarried.files=event.data;},{once:true});
`;
}

/**
 * Hands out the files, makes an address for each worker, and frees the text they lay in. Files stay packed until they are opened.
 * @throws TypeError when the page was cut short on its way here
 */
export async function unpackPage(): Promise<void> {
  const page = location.href.split('#')[0];
  const files = Object.fromEntries(take(FILES));
  const scripts = take(WORKERS).map(async ([name, packed]) => {
    const parts = [headOf(page), await unpack(packed).blob()];
    return [name, URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }))] as const;
  });
  const workers = Object.fromEntries(await Promise.all(scripts));
  Object.assign(globalThis, { omCarried: { page, files, workers } satisfies Carried });
}

function take(selector: string): (readonly [name: string, packed: Blob])[] {
  return Array.from(document.querySelectorAll<HTMLScriptElement>(selector), (element) => {
    const { carriedFile, carriedWorker } = element.dataset;
    const packed = new Blob([bytesOf(element.textContent ?? '')]);
    element.remove();
    return [carriedFile ?? carriedWorker ?? '', packed] as const;
  });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
