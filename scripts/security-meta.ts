/** Vite plugin: writes the policy into the built page, for hosts that cannot send headers. */
import type { Plugin } from 'vite';
import { contentSecurityPolicy } from './headers.mjs';

/** The meta policy must stand before the first script, so it goes to the very start of `<head>`; builds only. */
export function securityMeta(): Plugin {
  return {
    name: 'security-meta',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: contentSecurityPolicy({ meta: true }),
        },
        injectTo: 'head-prepend',
      },
    ],
  };
}
