/** Serves a built folder with the product's own headers; built-ins only. A missing file is 404 and never cached. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { cacheControl, MEDIA_TYPES, SECURITY_HEADERS } from './headers.mjs';

/**
 * Starts a static server on the loopback interface.
 * @param {string} folder what to serve
 * @param {number} port 0 lets the system choose
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, port) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(decodeURIComponent(pathname)).replace(/^(\.\.[/\\])+/, '');
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const found = await stat(file).catch(() => undefined);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else if (!found?.isFile()) {
      response.writeHead(404, {
        ...SECURITY_HEADERS,
        'Content-Type': 'text/plain',
        'Cache-Control': 'no-store',
      });
      response.end(`not found: ${pathname}\n`);
    } else {
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'Content-Type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
        'Content-Length': found.size,
        'Cache-Control': cacheControl(pathname),
      });
      if (request.method === 'HEAD') response.end();
      else createReadStream(file).pipe(response);
    }
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
