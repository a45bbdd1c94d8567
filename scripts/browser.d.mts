/** Types of `browser.mjs` for the end-to-end tests. */
export function findBrowser(): string | undefined;
export const BROWSER_FLAGS: string[];
/** Path of a Firefox, `undefined` when there is none. */
export function findFirefox(): string | undefined;
