/**
 * One source of response headers: the local server, the page's meta policy and every host's configuration (`headers-hosts.mjs`).
 * Two build flags narrow or widen it: OM_CONNECT (exact addresses the app may talk to) and OM_EMBED_ORIGINS (who may frame it).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Without OM_CONNECT the user may read a Prometheus of their own; the app asks before it does. */
const ANY_SERVER =
  "'self' https: wss: http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*";

/** Directives a `<meta>` policy cannot carry. */
const HEADER_ONLY = new Set(['frame-ancestors']);

/**
 * What the operator asked for in the environment.
 * OM_CONNECT: origins separated by spaces, `'self'` allowed; unset leaves it to the user.
 * OM_EMBED_ORIGINS: likewise, who may frame the app; unset leaves it to pages of its own origin.
 * @throws Error for anything but origins: a policy must not be widened by a slip of the pen
 */
export function flagsFrom(env = process.env) {
  return {
    connect: origins('OM_CONNECT', env.OM_CONNECT),
    embedders: origins('OM_EMBED_ORIGINS', env.OM_EMBED_ORIGINS),
  };
}

function origins(name, text) {
  if (text === undefined || text.trim() === '') return undefined;
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      if (/^'?self'?$/.test(word)) return "'self'";
      if (!/^(https?|wss?):\/\/(\*\.)?[a-z0-9.-]+(:(\d+|\*))?\/?$/i.test(word))
        throw new Error(`${name}: ${word} is no origin such as https://prometheus.example:9090`);
      return word.replace(/\/$/, '').toLowerCase();
    });
}

/** The policy, directive by directive. */
function policy({ connect, embedders }) {
  const own = ["'self'"];
  return {
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    // 404.html is answered at any depth, so it cannot name a style sheet: its own few lines are admitted by their hash.
    'style-src': `'self' '${notFoundStyle()}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': connect ? [...new Set([...own, ...connect])].join(' ') : ANY_SERVER,
    'worker-src': "'self'",
    'frame-src': "'self'",
    'manifest-src': "'self'",
    'media-src': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    // A framed app shows one screen, keeps nothing and holds no keys; whom it answers is decided once more in the page.
    'frame-ancestors': [...new Set([...own, ...(embedders ?? [])])].join(' '),
    'require-trusted-types-for': "'script'",
    'trusted-types': 'solid-static om-url',
  };
}

function notFoundStyle() {
  const page = readFileSync(new URL('../public/404.html', import.meta.url), 'utf8');
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? ['', ''];
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}

/** The policy as one header value; `meta` leaves out what only a header may say. */
export function contentSecurityPolicy({ meta = false, flags = flagsFrom() } = {}) {
  return Object.entries(policy(flags))
    .filter(([name]) => !(meta && HEADER_ONLY.has(name)))
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/**
 * Headers of every answer: pages, workers, `sw.js` and errors alike.
 * Where others may frame the app, its files may be loaded from there too, also into a cross-origin-isolated page.
 */
export function securityHeaders(flags = flagsFrom()) {
  return {
    'Content-Security-Policy': contentSecurityPolicy({ flags }),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...(flags.embedders
      ? {
          'Cross-Origin-Resource-Policy': 'cross-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
          'Access-Control-Allow-Origin': '*',
        }
      : { 'Cross-Origin-Resource-Policy': 'same-origin' }),
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=(), browsing-topics=()',
  };
}

/** Headers of every answer as the environment asks. */
export const SECURITY_HEADERS = securityHeaders();

/** How long an answer may be kept, by where it comes from. Only what is found may be kept for good. */
export const CACHING = {
  assets: 'public, max-age=31536000, immutable',
  others: 'no-cache',
  missing: 'no-store',
};

/** Hashed assets never change; everything else is asked for again. @param pathname below the app's folder, `/assets/…` */
export function cacheControl(pathname) {
  return pathname.startsWith('/assets/') ? CACHING.assets : CACHING.others;
}

/** Media types by file extension; `nosniff` makes them matter. */
export const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Files the build also writes as `.br` and `.gz`; the rest is packed already. */
export const PACKED = /\.(html|js|mjs|css|json|webmanifest|svg|wasm|onnx|csv|tsv|txt)$/;
