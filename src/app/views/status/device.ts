/** What this device tells of the app: stored release and model, memory, program, graphics. Everything is asked for, nothing assumed. */
import { version } from '../../../../package.json';

/** Version of the app's source. */
export const APP_VERSION: string = version;
export const APP_LICENCE = 'MIT';

/** Names the service worker gives its caches: by kind, release and the path it serves. */
const MINE = `@${new URL('./', location.href).pathname}`;
const RELEASE_PREFIX = 'ome-release-';
const HEAVY_CACHE = `ome-heavy${MINE}`;

/** What is stored for offline use. Sizes in bytes. */
export interface StoredRelease {
  /** `undefined`: nothing is stored, or this window may not look. */
  readonly id: string | undefined;
  readonly files: number;
  readonly bytes: number;
  /** The assistant's model and its runtime; `undefined` until they were fetched once. */
  readonly model: { readonly bytes: number; readonly sha256: string } | undefined;
  readonly runtimeBytes: number | undefined;
}

const NOTHING: StoredRelease = {
  id: undefined,
  files: 0,
  bytes: 0,
  model: undefined,
  runtimeBytes: undefined,
};

/** Looks into the caches; never fails: a window without caches has stored nothing. */
export async function readStoredRelease(): Promise<StoredRelease> {
  if (!('caches' in globalThis)) return NOTHING;
  try {
    const names = await caches.keys();
    const name = names
      .filter((each) => each.startsWith(RELEASE_PREFIX) && each.endsWith(MINE))
      .at(-1);
    const release = name === undefined ? [] : await filesIn(name);
    const heavy = names.includes(HEAVY_CACHE) ? await filesIn(HEAVY_CACHE) : [];
    const model = heavy.find((file) => file.url.endsWith('.onnx'));
    return {
      id: name?.slice(RELEASE_PREFIX.length, -MINE.length),
      files: release.length,
      bytes: release.reduce((sum, file) => sum + file.size, 0),
      model: model && { bytes: model.size, sha256: await sha256(model.response) },
      runtimeBytes: heavy.find((file) => file.url.endsWith('.wasm'))?.size,
    };
  } catch (cause) {
    // Storage denied (private window, foreign frame): the caches exist by name only.
    if (cause instanceof DOMException) return NOTHING;
    throw cause;
  }
}

async function filesIn(name: string) {
  const cache = await caches.open(name);
  const requests = await cache.keys();
  return Promise.all(
    requests.map(async ({ url }) => {
      const response = (await cache.match(url)) ?? new Response();
      // Of a compressed transfer the header tells the length on the wire, not what is stored.
      const isPacked = response.headers.has('content-encoding');
      const announced = isPacked ? NaN : Number(response.headers.get('content-length') ?? NaN);
      const size = Number.isNaN(announced) ? (await response.clone().blob()).size : announced;
      return { url, size, response };
    }),
  );
}

async function sha256(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** JavaScript memory of the page, in bytes; `undefined` where the browser does not tell (Firefox, Safari). */
export interface PageMemory {
  readonly used: number;
  readonly limit: number | undefined;
}

interface MemoryAware {
  readonly memory?: { readonly usedJSHeapSize: number; readonly jsHeapSizeLimit: number };
  measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
}

/** Asks for the whole page with its workers where isolation allows it, else for the page's heap alone. */
export async function readPageMemory(): Promise<PageMemory | undefined> {
  const source: MemoryAware = performance as MemoryAware;
  const heap = source.memory;
  if (globalThis.crossOriginIsolated && source.measureUserAgentSpecificMemory) {
    const { bytes } = await source.measureUserAgentSpecificMemory();
    return { used: bytes, limit: heap?.jsHeapSizeLimit };
  }
  return heap && { used: heap.usedJSHeapSize, limit: heap.jsHeapSizeLimit };
}

/** The program and the machine, as far as they say. */
export interface BrowserFacts {
  readonly agent: string;
  readonly threads: number;
  /** Bytes, rounded by the browser to a power of two. */
  readonly memory: number | undefined;
  readonly window: string;
  readonly graphics: string | undefined;
  readonly languages: readonly string[];
  readonly isSecure: boolean;
  readonly isPersisted: boolean | undefined;
}

/** Reads the browser's facts. The agent string is shortened to name and version where the browser offers brands. */
export async function readBrowser(): Promise<BrowserFacts> {
  const client = navigator as Navigator & {
    readonly deviceMemory?: number;
    readonly userAgentData?: {
      readonly brands: readonly { readonly brand: string; readonly version: string }[];
      readonly platform: string;
    };
  };
  const brand = client.userAgentData?.brands.find(
    ({ brand: name }) => !/not.?a.?brand/i.test(name),
  );
  return {
    agent: brand
      ? `${brand.brand} ${brand.version}, ${client.userAgentData?.platform}`
      : client.userAgent,
    threads: client.hardwareConcurrency,
    memory: client.deviceMemory === undefined ? undefined : client.deviceMemory * 2 ** 30,
    window: `${innerWidth} × ${innerHeight}, ${devicePixelRatio}×`,
    graphics: readGraphics(),
    languages: client.languages,
    isSecure: isSecureContext,
    isPersisted: await isPersisted(),
  };
}

/** Whether the browser promised not to evict; `undefined` where it cannot say. */
export async function isPersisted(): Promise<boolean | undefined> {
  try {
    return await navigator.storage?.persisted?.();
  } catch {
    return undefined; // Foreign frames may not even ask.
  }
}

function readGraphics(): string | undefined {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return undefined;
  const naming = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(naming ? naming.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}
