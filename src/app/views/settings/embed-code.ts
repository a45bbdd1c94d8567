/** The HTML a portal puts into its page: the element with its script, or an iframe. */
import { type EmbedOptions, embedUrl } from '../../../embed/address.ts';

/** A piece of markup, for colouring; all texts together are the code. */
export interface CodePart {
  readonly kind: 'mark' | 'name' | 'value';
  readonly text: string;
}

/** What the code shows: as an address says it, or real servers by theirs. */
export interface EmbedCode {
  readonly options: EmbedOptions;
  /** Address of real servers, in place of the options' source. */
  readonly live?: string | undefined;
  readonly title: string;
}

/** @param base where this console is served */
export function elementCode(base: string, { options, live }: EmbedCode): readonly CodePart[] {
  const { source, seed, size, server, view, theme, language, timeZone } = options;
  const isReal = live !== undefined || source === 'live' || source === 'file';
  return [
    ...tag('script', { src: new URL('embed.js', base).href, defer: '' }),
    mark('></script>\n'),
    ...tag('openmanager-edge', {
      view,
      source: live ?? (source === 'sim' ? undefined : source),
      seed: isReal ? undefined : seed,
      size: isReal ? undefined : size,
      server,
      theme,
      language,
      timezone: timeZone,
      height: 420,
    }),
    mark('></openmanager-edge>'),
  ];
}

/** An iframe as it works without a script of the page; with the client the page may move it. */
export function iframeCode(base: string, { options, title }: EmbedCode): readonly CodePart[] {
  return [
    ...tag('iframe', {
      src: embedUrl(base, 'null', options),
      title,
      width: 720,
      height: 420,
      sandbox: 'allow-scripts allow-same-origin allow-popups',
      // Servers may stand in the reader's own network.
      allow: options.source === 'live' ? 'local-network-access' : undefined,
      referrerpolicy: 'no-referrer',
      loading: 'lazy',
    }),
    mark('></iframe>'),
  ];
}

const mark = (text: string): CodePart => ({ kind: 'mark', text });

/** An opening tag without its end, an attribute on each line; what is `undefined` is left out, an empty one has no value. */
function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
): readonly CodePart[] {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return [
    mark('<'),
    { kind: 'name', text: name },
    ...given.flatMap(([key, value]): readonly CodePart[] => [
      mark(given.length > 2 ? '\n  ' : ' '),
      { kind: 'name', text: key },
      ...(value === ''
        ? []
        : [mark('='), { kind: 'value', text: `"${escapeAttribute(String(value))}"` } as const]),
    ]),
  ];
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
