/** The address of an embedded console: what it shows stands in the fragment, who frames it in the query. */
import type { EmbedLanguage, EmbedTheme, EmbedView } from './wire.ts';

/** What an embedded console shows at first. Everything may be left out. */
export interface EmbedOptions {
  /**
   * `sim` is the simulated fleet; `normal`, `stress` and `failure` are its courses of events. `live` and `file` show nothing until the portal names
   * an address or hands a file over: an address of ours never connects by itself.
   */
  readonly source?: 'sim' | 'normal' | 'stress' | 'failure' | 'live' | 'file';
  readonly seed?: number;
  /** Number of servers, 1–10,000. */
  readonly size?: number;
  /** The server of views `server` and `chart`, and what is selected in the others. */
  readonly server?: string;
  /** Shows only servers whose name, role or tier contains this. */
  readonly filter?: string;
  readonly view?: EmbedView;
  readonly theme?: EmbedTheme;
  readonly language?: EmbedLanguage;
  /** IANA name. */
  readonly timeZone?: string;
  /** Width of charts: `1h`, `6h`, `1d`. */
  readonly range?: string;
  /** PromQL of view `chart`; without it the processor of `server`. */
  readonly query?: string;
  /** Instant shown, RFC 3339; without it the clock runs. */
  readonly at?: string;
  /** Where the replay begins, RFC 3339. */
  readonly from?: string;
}

/**
 * Address for an iframe.
 * @param base where the console is served, `https://console.example/ops/`
 * @param origin the portal's own, `location.origin`: no other page may then greet the frame
 * @throws TypeError when `base` is no http(s) address
 */
export function embedUrl(base: string, origin: string, options: EmbedOptions = {}): string {
  const url = new URL('index.html', base);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`no web address: ${base}`);
  url.searchParams.set('embed', '1');
  if (origin !== 'null') url.searchParams.set('origin', origin);
  if (options.filter) url.searchParams.set('filter', options.filter);
  url.hash = embedHash(options);
  return url.href;
}

/** The fragment alone: what is shown. Another one is shown without loading the frame again. */
export function embedHash(options: EmbedOptions): string {
  const { source = 'sim' } = options;
  const parts: string[] = ['v=1'];
  const put = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') parts.push(`${key}=${encodeURIComponent(value)}`);
  };
  if (source === 'live' || source === 'file') put('src', source);
  else {
    put('seed', options.seed);
    put('n', options.size);
    if (source !== 'sim') put('scenario', source);
    put('from', options.from);
  }
  put('at', options.at);
  put('range', options.range);
  put('sel', options.server);
  put('tz', options.timeZone);
  if (options.language !== 'auto') put('lang', options.language);
  if (options.theme !== 'auto') put('theme', options.theme);
  put('q', options.query);
  return `#/${options.view ?? 'overview'}?${parts.join('&')}`;
}
