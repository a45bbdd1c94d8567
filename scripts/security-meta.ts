/** Vite plugin: the policy in the built page, for hosts that cannot send headers, and `_headers` for those that read it from the folder. */
import type { Plugin } from 'vite';
import { contentSecurityPolicy, flagsFrom } from './headers.mjs';
import { headersFile } from './headers-hosts.mjs';

/** The meta policy must stand before the first script, so it goes to the very start of `<head>`; builds only. */
export function securityMeta(): Plugin {
  return {
    name: 'security-meta',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: contentSecurityPolicy({ meta: true }),
        },
        injectTo: 'head-prepend',
      },
      // Portals that are let in without asking the reader (`src/app/embed/trust.ts`); an operator may also edit the page.
      {
        tag: 'meta',
        attrs: { name: 'ome-embedders', content: (flagsFrom().embedders ?? []).join(' ') },
        injectTo: 'head',
      },
    ],
  };
}
