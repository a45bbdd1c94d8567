/** Two sites: the console as an operator serves it to portals, and a portal on another origin with a strict policy of its own, isolated. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { MEDIA_TYPES, securityHeaders } from '../../scripts/headers.mjs';
import { DIST } from './built.ts';

export interface Sites {
  /** Where the console is served. */
  readonly app: string;
  /** Where the portal is; `localhost` and `127.0.0.1` are two sites to a browser. */
  readonly portal: string;
  close(): Promise<void>;
}

type Answer = {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Starts both.
 * @param isTrusted whether the operator lists the portal; else its reader is asked
 * @param pages further pages of the portal: path → HTML, in which `{app}` is the console's address
 */
export async function openSites(
  isTrusted: boolean,
  pages: Readonly<Record<string, string>> = {},
): Promise<Sites> {
  let app = '';
  let portal = '';
  const console_ = await listen('localhost', async (path) => {
    const body = await read(path === '/' ? '/index.html' : path);
    if (!body) return undefined;
    const headers = { ...securityHeaders({ connect: undefined, embedders: [portal] }) };
    const isPage = /^\/(index\.html)?$/.test(path);
    const listed = `name="ome-embedders" content="${isTrusted ? portal : ''}"`;
    return {
      body: isPage ? String(body).replace('name="ome-embedders" content=""', listed) : body,
      headers,
    };
  });
  const host = await listen('127.0.0.1', async (path) => {
    const own = pages[path]?.replaceAll('{app}', app) ?? (await read(path));
    if (path === '/favicon.ico') return { body: '', headers: {} };
    if (own === undefined) return undefined;
    const origin = new URL(app).origin;
    const policy = `default-src 'none'; script-src 'self' ${origin}; style-src 'self'; img-src 'self'; frame-src ${origin}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;
    const body = path.endsWith('.html')
      ? String(own)
          .replace(/default-src 'none';[^"]*/, policy)
          .replace('src="./embed.js"', `src="${app}embed.js"`)
      : own;
    return {
      body,
      headers: {
        'Content-Security-Policy': policy,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    };
  });
  app = `http://localhost:${console_.port}/`;
  portal = `http://127.0.0.1:${host.port}`;
  return {
    app,
    portal,
    async close() {
      await console_.close();
      await host.close();
    },
  };
}

async function read(path: string): Promise<Buffer | undefined> {
  return readFile(join(DIST, path)).catch(() => undefined); // Not there: 404.
}

async function listen(host: string, answer: (path: string) => Promise<Answer | undefined>) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const found = await answer(pathname);
    const type = MEDIA_TYPES[extname(pathname)] ?? MEDIA_TYPES['.html'];
    response.writeHead(found ? 200 : 404, {
      ...found?.headers,
      'Content-Type': type,
      'Cache-Control': 'no-store',
    });
    response.end(found?.body ?? 'not found\n');
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
