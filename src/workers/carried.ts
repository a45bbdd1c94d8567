/** Files of ours: fetched from our own origin, or, where the whole app is one file, unpacked from what the page carries. */

/** What the page of the one-file build carries (`app/single.ts`). Its workers are told before their first line, the files by their first message. */
export interface Carried {
  /** Address of the page, without its hash. */
  readonly page: string;
  /** The files, gzip-packed, by name. */
  readonly files: Readonly<Record<string, Blob>>;
  /** `blob:` addresses of the worker scripts by name; empty inside workers. */
  readonly workers: Readonly<Record<string, string>>;
}

/** What is carried; `undefined` in the folder build, where everything is fetched. */
export function carried(): Carried | undefined {
  return (globalThis as { readonly omCarried?: Carried }).omCarried;
}

/** Opens a file of ours by its address; only the name counts where it is carried. @throws TypeError when it cannot be fetched */
export async function openFile(url: URL): Promise<Response> {
  const packed = carried()?.files[url.pathname.split('/').at(-1) ?? ''];
  return packed === undefined ? fetch(url) : unpack(packed);
}

/** Unpacks gzip as it is read. */
export function unpack(packed: Blob): Response {
  return new Response(packed.stream().pipeThrough(new DecompressionStream('gzip')));
}
