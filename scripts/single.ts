/** Vite plugin: the whole app as one HTML file that opens from disk; scripts and styles by hash, workers and heavy files packed inside. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { contentSecurityPolicy } from './headers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PUBLIC = join(ROOT, 'public');
const WORKER = /\.worker\.ts\?worker&url$/;
const VIRTUAL = '\0carried-worker:';
/** Files asked for by address from a module: the model, its questions, the runtime's WebAssembly. Scripts are none of them. */
const ADDRESSED = /new URL\(\s*(["'])([^"'\s]+\.(?!m?[jt]sx?\1)\w+)\1,\s*import\.meta\.url,?\s*\)/g;

/**
 * Builds `index.html` into one file.
 * @param fileName name of the file in the output folder
 */
export function singleFile(fileName: string): Plugin {
  const files = new Map<string, Uint8Array>();
  const workers = new Map<string, string>();
  return {
    name: 'single-file',
    enforce: 'pre',
    apply: 'build',
    async resolveId(source, importer) {
      if (!WORKER.test(source)) return undefined;
      const found = await this.resolve(source.replace('?worker&url', ''), importer);
      return found && VIRTUAL + found.id;
    },
    async load(id) {
      if (!id.startsWith(VIRTUAL)) return undefined;
      const path = id.slice(VIRTUAL.length);
      const name = basename(path, '.ts');
      if (workers.has(name)) throw new Error(`single-file: two workers named ${name}`);
      workers.set(name, '');
      workers.set(name, await bundleWorker(path, files));
      return `export default globalThis.omCarried.workers[${JSON.stringify(name)}];`;
    },
    transform: (code, id) => carryAddressed(code, id, files),
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('./src/main.tsx', './src/single.ts'),
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const name of readdirSync(join(PUBLIC, 'samples')))
          files.set(name, readFileSync(join(PUBLIC, 'samples', name)));
        const outputs = Object.values(bundle);
        const scripts = outputs.filter((output) => output.type === 'chunk');
        const styles = outputs.filter((output) => output.fileName.endsWith('.css'));
        const page = bundle['index.html'];
        if (scripts.length !== 1 || styles.length !== 1 || page?.type !== 'asset')
          throw new Error(`single-file: ${scripts.length} scripts, ${styles.length} style sheets`);
        const [style] = styles;
        const html = assemble(String(page.source), {
          script: scripts[0].code,
          style: style.type === 'asset' ? String(style.source) : '',
          files,
          workers,
        });
        for (const name of Object.keys(bundle)) delete bundle[name];
        this.emitFile({ type: 'asset', fileName, source: html });
      },
    },
  };
}

/** One classic script: from disk browsers refuse module workers, and a `blob:` address has nothing beside it that could be imported. */
async function bundleWorker(path: string, files: Map<string, Uint8Array>): Promise<string> {
  const result = await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    define: { 'import.meta.url': 'self.location.href', 'import.meta.resolve': 'undefined' },
    plugins: [
      { name: 'carry', enforce: 'pre', transform: (code, id) => carryAddressed(code, id, files) },
    ],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: path, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(result) ? result.flatMap(({ output }) => output) : [];
  const output = 'output' in result ? result.output : outputs;
  const [chunk] = output;
  if (output.length !== 1 || chunk?.type !== 'chunk')
    throw new Error(`single-file: ${basename(path)} made ${output.length} files`);
  return chunk.code;
}

/** `new URL('../models/x.onnx', import.meta.url)` becomes the name alone, under which `openFile` finds it. */
function carryAddressed(code: string, id: string, files: Map<string, Uint8Array>) {
  if (!code.includes('import.meta.url')) return undefined;
  let isChanged = false;
  const changed = code.replace(ADDRESSED, (_, __, address: string) => {
    isChanged = true;
    files.set(basename(address), readFileSync(resolve(dirname(id.split('?')[0]), address)));
    return `new URL(${JSON.stringify(`carried:${basename(address)}`)})`;
  });
  return isChanged ? { code: changed, map: null } : undefined;
}

interface Parts {
  readonly script: string;
  readonly style: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly workers: ReadonlyMap<string, string>;
}

/** The page: policy first, then what is carried, then the script that unpacks it. */
function assemble(page: string, { script, style, files, workers }: Parts): string {
  const code = inHtml(script);
  const icon = readFileSync(join(PUBLIC, 'icon.svg')).toString('base64');
  const carried = [
    ...byName(files).map(([name, bytes]) => block('file', name, bytes)),
    ...byName(workers).map(([name, text]) => block('worker', name, Buffer.from(text))),
  ];
  const policy = `<meta http-equiv="Content-Security-Policy" content="${singlePolicy(code, style)}">`;
  return page
    .replace(/\s*<script[^>]*\bsrc=[^>]*><\/script>/g, '')
    .replace(/\s*<link[^>]*rel="(?:stylesheet|manifest|apple-touch-icon)"[^>]*>/g, '')
    .replace(/href="[^"]*icon\.svg"/, `href="data:image/svg+xml;base64,${icon}"`)
    .replace(/<meta charset="utf-8"[^>]*>/, (charset) => `${charset}\n    ${policy}`)
    .replace('</head>', () => `<style>${style}</style>\n  </head>`)
    .replace(
      '</body>',
      () => `${carried.join('\n')}\n<script type="module">${code}</script>\n  </body>`,
    );
}

/** Modules are read in whatever order: the file must not differ for that. */
function byName<T>(all: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1));
}

function block(kind: 'file' | 'worker', name: string, bytes: Uint8Array): string {
  const packed = gzipSync(bytes, { level: 9 }).toString('base64');
  return `<script type="application/gzip" data-carried-${kind}="${name}">${packed}</script>`;
}

/** A script must not end early inside a string of its own. @throws Error for what an HTML parser would change */
function inHtml(script: string): string {
  const safe = script.replace(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');
  if (/[\0\r]/.test(safe)) throw new Error('single-file: the script has a raw NUL or CR');
  return safe;
}

/** As strict as the folder's: no script but the one of this hash, workers from what the page carries, Trusted Types. */
function singlePolicy(script: string, style: string): string {
  const changed: Readonly<Record<string, string>> = {
    'script-src': `'${hash(script)}' 'wasm-unsafe-eval'`,
    'style-src': `'${hash(style)}'`,
    'font-src': 'data:',
    'worker-src': 'blob:',
    'frame-src': "'none'",
    'manifest-src': "'none'",
  };
  return contentSecurityPolicy({ meta: true })
    .split('; ')
    .map((directive) => {
      const [name] = directive.split(' ', 1);
      if (name === 'connect-src') return directive.replace(" 'self'", '');
      return name in changed ? `${name} ${changed[name]}` : directive;
    })
    .join('; ');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
