/** Vite transform: Solid's `template()` sets its compiled markup through the `solid-static` Trusted Types policy. */
import type { Plugin } from 'vite';

const ASSIGNMENT = /\.innerHTML = html;/g;
const POLICY = `
const solidStatic = globalThis.trustedTypes?.createPolicy('solid-static', { createHTML: (html) => html }) ?? { createHTML: (html) => html };
`;

/**
 * Rewrites Solid's runtime: the policy is private to that module, and only compiled JSX reaches it
 * (the linter forbids importing \`template\`). @throws Error when Solid's runtime no longer looks as expected
 */
export function trustedTypes(): Plugin {
  return {
    name: 'trusted-types',
    enforce: 'pre',
    transform(code, id) {
      if (!/solid-js\/web\/dist\/(web|dev)\.js/.test(id)) return undefined;
      const found = code.match(ASSIGNMENT)?.length ?? 0;
      if (found !== 1)
        throw new Error(`trusted-types: expected one innerHTML in ${id}, found ${found}`);
      return {
        code: POLICY + code.replace(ASSIGNMENT, '.innerHTML = solidStatic.createHTML(html);'),
        map: null,
      };
    },
  };
}
