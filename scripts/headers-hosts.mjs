/** What each host needs to serve `dist/`, written from the one source of headers. Pure text; `headers-write.mjs` puts it under `deploy/`. */
import { CACHING, flagsFrom, MEDIA_TYPES, securityHeaders } from './headers.mjs';

const NOTE = 'Generated from scripts/headers.mjs by `npm run headers`; edit there.';
const FOLDER = '/srv/openmanager-edge';
const quoted = (text) => `"${text}"`;
const indent = (lines, by) => lines.map((line) => (line === '' ? '' : `${by}${line}`));
/** Media types with the extensions they share. */
const TYPES = [...new Set(Object.values(MEDIA_TYPES))].map((type) => [
  type,
  Object.keys(MEDIA_TYPES)
    .filter((extension) => MEDIA_TYPES[extension] === type)
    .map((extension) => extension.slice(1)),
]);

/**
 * Lines of an nginx `http` block: cache map and server.
 * @param {object} options `base` the path the app answers at, with both slashes; `brotli` whether brotli_static is built in or loaded
 */
function nginxHttp({ listen, folder, base, brotli, flags }) {
  const place = base === '/' ? `root ${folder};` : `alias ${folder}/;`;
  const asset = base.replaceAll('.', '\\.');
  return [
    '# Only what is found is kept for good: an asset that is missing today may be there after the next deployment.',
    'map "$status $uri" $edge_caching {',
    `  default ${quoted(CACHING.others)};`,
    `  "~^[45]" ${quoted(CACHING.missing)};`,
    `  "~^[0-9]+ ${asset}assets/[^/]+$" ${quoted(CACHING.assets)};`,
    '}',
    '',
    'server {',
    `  listen ${listen};`,
    '  server_tokens off;',
    '  absolute_redirect off;',
    '  types {',
    ...TYPES.map(([type, extensions]) => `    ${quoted(type)} ${extensions.join(' ')};`),
    '  }',
    '  default_type application/octet-stream;',
    ...(base === '/' ? [] : [`  location = ${base.slice(0, -1)} { return 301 ${base}; }`]),
    `  location ${base} {`,
    `    ${place}`,
    '    index index.html;',
    `    error_page 404 ${base}404.html;`,
    `    error_page 403 =404 ${base}404.html;`,
    '    gzip_static on;',
    '    gzip_proxied any;',
    '    gzip_vary on;',
    brotli
      ? '    brotli_static on;'
      : '    # brotli_static on; # with libnginx-mod-http-brotli-static',
    ...Object.entries(securityHeaders(flags)).map(
      ([name, value]) => `    add_header ${name} ${quoted(value)} always;`,
    ),
    '    add_header Cache-Control $edge_caching always;',
    '  }',
    '}',
  ];
}

/** A site for Debian's nginx, to be included in its `http` block. */
export function nginxSite(options = {}) {
  const {
    listen = '8080',
    folder = FOLDER,
    base = '/',
    brotli = false,
    flags = flagsFrom(),
  } = options;
  return `${[
    `# ${NOTE}`,
    `# Put the contents of dist/ into ${folder}, this file into /etc/nginx/conf.d/. TLS and the host's name are yours to add.`,
    ...(base === '/'
      ? []
      : ['# The app answers under a path of its own here; replace it wherever it stands.']),
    ...nginxHttp({ listen, folder, base, brotli, flags }),
  ].join('\n')}\n`;
}

/** A whole nginx configuration that needs no privilege and writes only below /tmp. `modules`: files to load. */
export function nginxMain(options = {}) {
  const {
    listen = '8080',
    folder = '/usr/share/nginx/html',
    base = '/',
    brotli = false,
    flags = flagsFrom(),
    writable = '/tmp',
    modules = [],
  } = options;
  return `${[
    `# ${NOTE}`,
    ...modules.map((file) => `load_module ${file};`),
    `pid ${writable}/nginx.pid;`,
    'error_log stderr warn;',
    'worker_processes auto;',
    'events {}',
    'http {',
    ...indent(
      [
        'access_log off;',
        'sendfile on;',
        ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
          (kind) => `${kind}_temp_path ${writable}/${kind};`,
        ),
        ...nginxHttp({ listen, folder, base, brotli, flags }),
      ],
      '  ',
    ),
    '}',
  ].join('\n')}\n`;
}

/** A Caddyfile. `globals`: lines of the global options block. */
export function caddyfile(options = {}) {
  const {
    listen = ':8080',
    folder = FOLDER,
    base = '/',
    flags = flagsFrom(),
    globals = [],
  } = options;
  const security = Object.entries(securityHeaders(flags)).map(
    ([name, value]) => `${name} ${quoted(value)}`,
  );
  const site = [
    `root * ${folder}`,
    'header {',
    ...indent([...security, '-Server'], '\t'),
    '}',
    ...(base === '/' ? [] : [`redir ${base.slice(0, -1)} ${base}`]),
    `handle_path ${base}* {`,
    ...indent(
      [
        'map {path} {edge_type} {',
        ...TYPES.map(([type, list]) => `\t~\\.(${list.join('|')})$ ${quoted(type)}`),
        `\t~/$ ${quoted(MEDIA_TYPES['.html'])}`,
        '\tdefault application/octet-stream',
        '}',
        'header Content-Type {edge_type}',
        '# Only what is found is kept for good: an asset that is missing today may be there after the next deployment.',
        '@asset {',
        '\tpath /assets/*',
        '\tfile',
        '}',
        '@other not path /assets/*',
        `header @asset Cache-Control ${quoted(CACHING.assets)}`,
        `header @other Cache-Control ${quoted(CACHING.others)}`,
        '@write not method GET HEAD',
        'error @write 405',
        'file_server {',
        '\tprecompressed br gzip',
        '}',
      ],
      '\t',
    ),
    '}',
    'handle_errors {',
    ...indent(
      [
        'header {',
        ...indent(
          [
            ...security,
            '-Server',
            `Cache-Control ${quoted(CACHING.missing)}`,
            `Content-Type ${quoted(MEDIA_TYPES['.html'])}`,
          ],
          '\t',
        ),
        '}',
        'rewrite * /404.html',
        'file_server',
      ],
      '\t',
    ),
    '}',
  ];
  return `${[
    `# ${NOTE}`,
    `# Put the contents of dist/ into ${folder}; with a host's name instead of ${listen}, Caddy fetches the certificate itself.`,
    ...(globals.length === 0 ? [] : ['{', ...indent(globals, '\t'), '}']),
    `${listen} {`,
    ...indent(site, '\t'),
    '}',
  ].join('\n')}\n`;
}

/**
 * `_headers` of Cloudflare Pages and Netlify: rules of both add up, so no header stands in two that meet.
 * The files named apart are asked for again each time; what is named nowhere is so by both hosts' own default.
 */
export function headersFile(flags = flagsFrom()) {
  const rule = (path, headers) => [
    path,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
  ];
  const fresh = ['/', '/index.html', '/sw.js', '/manifest.webmanifest', '/manifest.ko.webmanifest'];
  return `${[
    `# ${NOTE} The build writes the same into dist/.`,
    ...rule('/*', securityHeaders(flags)),
    ...rule('/assets/*', { 'Cache-Control': CACHING.assets }),
    ...fresh.flatMap((path) => rule(path, { 'Cache-Control': CACHING.others })),
  ].join('\n')}\n`;
}

/** `vercel.json`, for the root of the repository. No rewrite to the page: a missing file stays missing. */
export function vercelJson(flags = flagsFrom()) {
  const list = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));
  const rules = [
    { source: '/(.*)', headers: list(securityHeaders(flags)) },
    { source: '/assets/(.*)', headers: list({ 'Cache-Control': CACHING.assets }) },
    { source: '/((?!assets/).*)', headers: list({ 'Cache-Control': CACHING.others }) },
  ];
  const shape = { framework: null, buildCommand: 'npm run build', outputDirectory: 'dist' };
  return `${JSON.stringify({ ...shape, headers: rules }, undefined, 2)}\n`;
}

/** `netlify.toml`, for the root of the repository; the headers come with `dist/_headers`. */
export function netlifyToml() {
  return `# ${NOTE}\n[build]\n  command = "npm run build"\n  publish = "dist"\n`;
}

/** A container that needs no privilege and no writable file system but /tmp. */
export function containerfile() {
  return `# ${NOTE}
# Build from the root of the repository: podman build -f deploy/Containerfile -t openmanager-edge .
# Run it: podman run --rm --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges -p 8080:8080 openmanager-edge
# For a release, replace the tags by the digests you have checked.
FROM docker.io/library/node:22-slim AS build
ARG OM_CONNECT
ARG OM_EMBED_ORIGINS
WORKDIR /source
COPY . .
RUN npm ci --no-audit --no-fund && npx vite build && node scripts/headers-write.mjs

FROM docker.io/nginxinc/nginx-unprivileged:1.28-alpine
COPY --from=build /source/deploy/container.nginx.conf /etc/nginx/nginx.conf
COPY --from=build /source/dist /usr/share/nginx/html
USER 101
EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
`;
}

/** Every file under `deploy/` that is generated, by its name. */
export function deployFiles(flags = flagsFrom()) {
  return {
    'nginx.conf': nginxSite({ flags }),
    'nginx-subpath.conf': nginxSite({ base: '/ops/console/', flags }),
    Caddyfile: caddyfile({ flags }),
    'Caddyfile-subpath': caddyfile({ base: '/ops/console/', flags }),
    _headers: headersFile(flags),
    'netlify.toml': netlifyToml(),
    'vercel.json': vercelJson(flags),
    Containerfile: containerfile(),
    'Containerfile.dockerignore':
      '*\n!deploy\n!index.html\n!models\n!package.json\n!package-lock.json\n!public\n!scripts\n!src\n!vite.config.ts\n!.npmrc\n',
    'container.nginx.conf': nginxMain({ flags }),
  };
}
