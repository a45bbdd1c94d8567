/** Serves a built folder with the product's own headers; built-ins only. A missing file is 404 and never cached. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { CACHING, cacheControl, MEDIA_TYPES, PACKED, SECURITY_HEADERS } from './headers.mjs';

/** Encodings the build writes beside a file, the smaller first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/**
 * Starts a static server on the loopback interface.
 * @param {string} folder what to serve
 * @param {number} port 0 lets the system choose
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, port) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const found = await find(folder, pathname);
    const file = found ?? (await find(folder, '/404.html'));
    if (!file) {
      response.writeHead(404, { ...SECURITY_HEADERS, 'Cache-Control': CACHING.missing });
      response.end(`not found: ${pathname}\n`);
      return;
    }
    const packed = await packedOf(file, String(request.headers['accept-encoding'] ?? ''));
    response.writeHead(found ? 200 : 404, {
      ...SECURITY_HEADERS,
      'Content-Type': MEDIA_TYPES[extname(file.path)] ?? 'application/octet-stream',
      'Content-Length': packed?.size ?? file.size,
      'Cache-Control': found ? cacheControl(pathname) : CACHING.missing,
      ...(PACKED.test(file.path) ? { Vary: 'Accept-Encoding' } : {}),
      ...(packed ? { 'Content-Encoding': packed.encoding } : {}),
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(packed?.path ?? file.path).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  return {
    url: `http://localhost:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The file of an address; `undefined` when there is none or the address cannot be read. */
async function find(folder, pathname) {
  let path;
  try {
    path = normalize(decodeURIComponent(pathname)).replace(/^(\.\.[/\\])+/, '');
  } catch {
    return undefined; // A percent sign that begins nothing.
  }
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() ? { path: file, size: info.size } : undefined;
}

async function packedOf(file, accepted) {
  if (!PACKED.test(file.path)) return undefined;
  for (const [encoding, ending] of ENCODINGS) {
    if (!new RegExp(`\\b${encoding}\\b`).test(accepted)) continue;
    const path = file.path + ending;
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile()) return { path, size: info.size, encoding };
  }
  return undefined;
}
