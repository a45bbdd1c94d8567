/** Types of `serve.mjs` for the end-to-end tests. */
export function serve(
  folder: string,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }>;
