/**
 * `<openmanager-edge>`: a console in a portal's page. The element hosts an iframe and is a client of it, because the console then keeps its own
 * origin: the portal's scripts cannot read it, its workers and policy (CSP, Trusted Types) are its own, nothing of it runs in the portal's page,
 * and taking the element out frees everything. In-page would save one document and cost all of that. It never holds keys: an embedded console has none.
 */
import {
  connect,
  type EmbedClient,
  EmbedError,
  type EmbedOptions,
  embedHash,
  embedUrl,
} from './client.ts';
import {
  type Attribute,
  defineProperties,
  durationOf,
  ELEMENT_ATTRIBUTES,
  optionsOf,
} from './element-attributes.ts';
import { SANDBOX, STYLE } from './element-frame.ts';
import { type ElementFile, openSource } from './element-source.ts';
import { type ElementWords, wordsFor } from './element-words.ts';
import {
  EMBED_TOKENS,
  type EmbedAnswer,
  type EmbedEvents,
  type EmbedMatrix,
  type EmbedTheme,
  type EmbedTokens,
  type EmbedView,
} from './wire.ts';

/** Told to whoever listens on the element; `detail` is the event's payload. */
const TOLD = [
  'ready',
  'select',
  'alert',
  'incident',
  'error',
] as const satisfies readonly (keyof EmbedEvents)[];

/** The listeners' types: `addEventListener('alert', ({ detail }) => …)`. */
export type ElementEvents = { readonly [E in (typeof TOLD)[number]]: CustomEvent<EmbedEvents[E]> };

const LENGTH = /^\d{1,5}(\.\d+)?(px|rem|em|vh|dvh|svh|%)?$/;
/** Attributes that make another fleet: they go into the address, and what was done to the old one is gone. */
const ANOTHER_FLEET: readonly Attribute[] = ['source', 'seed', 'size', 'from'];
/** Attributes that move the console in place. */
const IN_PLACE: {
  readonly [A in Attribute]?: (client: EmbedClient, options: EmbedOptions) => Promise<unknown>;
} = {
  theme: (client, { theme = 'auto' }) => client.call('setTheme', { theme }),
  language: (client, { language = 'auto' }) => client.call('setLanguage', { language }),
  timezone: (client, { timeZone }) => client.call('setTimeZone', { timeZone }),
  filter: (client, { filter = '' }) => client.call('setFilter', { filter }),
  view: (client, { query, view = 'overview' }) => client.call('setView', { view, query }),
  promql: (client, { query, view = 'overview' }) => client.call('setView', { view, query }),
  server: (client, { server }) => client.call('select', { selected: server }),
  range: (client, { range }) => client.call('setRange', { range: durationOf(range) }),
  at: (client, { at }) => client.seek(at === undefined ? undefined : Date.parse(at)),
};

/** Where the script came from: the console's own address. */
const home =
  document.currentScript instanceof HTMLScriptElement
    ? new URL('./', document.currentScript.src).href
    : undefined;

/** The element. Registered by `embed.js`; `customElements.define` it under another name when that one is taken. */
export class OpenManagerEdgeElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ELEMENT_ATTRIBUTES;

  #frame: HTMLIFrameElement | undefined;
  #client: EmbedClient | undefined;
  #end: AbortController | undefined;
  #connected: Promise<EmbedClient> | undefined;
  /** What the frame was last told; only what differs is told again. */
  #told = new Map<Attribute, string | null>();
  #file: ElementFile | null = null;
  declare src: string | null;
  declare source: string | null;
  declare seed: string | number | null;
  declare size: string | number | null;
  declare server: string | null;
  declare filter: string | null;
  declare language: string | null;
  declare timeZone: string | null;
  declare range: string | null;
  declare height: string | number | null;
  /** PromQL of view `chart`. */
  declare promql: string | null;
  declare at: string | null;
  declare from: string | null;
  /** Accessible name of the frame. */
  declare label: string | null;
  /** Loads the frame without credentials: for isolated portals whose console sends no COEP. */
  declare credentialless: boolean;
  readonly #status: HTMLElement;
  readonly #error: HTMLElement;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.#status = part('div', 'status');
    this.#status.setAttribute('role', 'status');
    this.#error = part('div', 'error');
    this.#error.setAttribute('role', 'alert');
    this.#error.hidden = true;
    root.append(this.#status, this.#error);
  }

  connectedCallback(): void {
    for (const name of ELEMENT_ATTRIBUTES) this.#upgrade(name === 'timezone' ? 'timeZone' : name);
    this.#upgrade('file');
    if (!this.#frame) this.#mount();
  }

  disconnectedCallback(): void {
    this.#unmount();
  }

  attributeChangedCallback(name: string): void {
    if (!this.#frame) return;
    if (name === 'src' || name === 'credentialless') {
      this.#unmount();
      this.#mount();
    } else this.#follow();
  }

  /** Samples or a bundle that are shown in place of `source`; `null` goes back to it. Another one is shown by setting it again. */
  get file(): ElementFile | null {
    return this.#file;
  }
  set file(value: ElementFile | null | undefined) {
    this.#file = value ?? null;
    if (this.#client) this.#show(this.#client);
  }

  /** Where the console is served; the script's own folder when no `src` is given. */
  get base(): string | undefined {
    const given = this.getAttribute('src');
    return given === null ? home : new URL(given, document.baseURI).href;
  }

  /** The frame, for those who want the bare client. `undefined` while the element is not in a page. */
  get frame(): HTMLIFrameElement | undefined {
    return this.#frame;
  }

  /** The connected client. @throws EmbedError when the console does not let this page in, or the element is in no page */
  get client(): Promise<EmbedClient> {
    return (
      this.#connected ?? Promise.reject(new EmbedError('embed/closed', 'the element is in no page'))
    );
  }

  /** Shows an instant; without one it follows the clock. */
  async seek(at?: number | Date): Promise<{ readonly t: number }> {
    return (await this.client).seek(at);
  }

  /** Injects a fault into the simulated fleet. */
  async inject(fault: string, target: string, duration?: number): Promise<{ readonly t: number }> {
    return (await this.client).inject(fault, target, duration);
  }

  /** Evaluates PromQL at the instant shown, or over a range. */
  async query(promql: string, range?: Parameters<EmbedClient['query']>[1]): Promise<EmbedMatrix> {
    return (await this.client).query(promql, range);
  }

  /** Asks a question in Korean or English. */
  async ask(text: string): Promise<EmbedAnswer> {
    return (await this.client).ask(text);
  }

  /** Reads the `--ome-*` properties again, after the portal's style sheet changed them. */
  refreshStyle(): void {
    const client = this.#client;
    if (!client) return;
    const style = getComputedStyle(this);
    const given = EMBED_TOKENS.map(
      (name) => [name, style.getPropertyValue(`--ome-${name}`).trim()] as const,
    ).filter(([, value]) => value !== '');
    client
      .call('setTokens', { tokens: Object.fromEntries(given) as EmbedTokens })
      .catch(this.#tell);
  }

  override focus(options?: FocusOptions): void {
    this.#frame?.focus(options);
  }

  #mount(): void {
    const { base } = this;
    const words = this.#words();
    if (base === undefined) {
      this.#fail({ code: 'embed/no-address', message: 'no src and no script address' });
      return;
    }
    const frame = document.createElement('iframe');
    frame.className = 'frame';
    frame.setAttribute('part', 'frame');
    frame.setAttribute('sandbox', SANDBOX);
    // The browser asks the reader again before anything of a private network is read.
    frame.setAttribute('allow', 'local-network-access');
    frame.setAttribute('referrerpolicy', 'no-referrer');
    if (this.hasAttribute('credentialless')) frame.setAttribute('credentialless', '');
    try {
      frame.src = embedUrl(base, location.origin, this.#options());
    } catch (error) {
      this.#fail({ code: 'embed/no-address', message: String(error) });
      return;
    }
    const end = new AbortController();
    this.#end = end;
    this.#frame = frame;
    this.#error.hidden = true;
    this.#status.hidden = false;
    this.#status.textContent = words.loading;
    this.#remember();
    this.#size();
    this.#name();
    this.shadowRoot?.prepend(frame);
    const connected = connect(frame, {
      signal: end.signal,
      // The dialog is in the frame: nothing may lie over it.
      onConsent: () => {
        this.#status.hidden = true;
      },
    });
    this.#connected = connected;
    connected.then(
      (client) => this.#welcome(client, end.signal),
      (error: EmbedError) => {
        if (!end.signal.aborted) this.#fail(error);
      },
    );
  }

  #welcome(client: EmbedClient, signal: AbortSignal): void {
    if (signal.aborted) {
      client.close();
      return;
    }
    this.#client = client;
    this.#status.hidden = true;
    for (const event of TOLD) client.on(event, (detail) => this.#dispatch(event, detail));
    this.refreshStyle();
    if (this.#options().source === 'live' || this.#file !== null) this.#show(client);
    this.#follow();
  }

  /** What the address says: of a file that it is awaited. */
  #options(): EmbedOptions {
    const options = optionsOf(this);
    return this.#file === null ? options : { ...options, source: 'file' };
  }

  /** Shows the file or the source, whichever is asked for. */
  #show(client: EmbedClient): void {
    const source = this.getAttribute('source');
    this.#told.set('source', source);
    const opened = openSource(client, source, this.#file);
    if (opened) this.#send(opened);
    else this.#address();
  }

  /** The same document with another fragment: no load, and no step in the portal's history. */
  #address(): void {
    const frame = this.#frame;
    if (!frame) return;
    const url = new URL(frame.src);
    url.hash = embedHash(this.#options());
    frame.contentWindow?.location.replace(url.href);
  }

  #unmount(): void {
    this.#end?.abort();
    this.#client?.close();
    this.#frame?.remove();
    this.#end = undefined;
    this.#client = undefined;
    this.#connected = undefined;
    this.#frame = undefined;
    this.#told.clear();
  }

  /** Tells the console what changed. What makes another fleet, or has no command, goes into the address. */
  #follow(): void {
    const frame = this.#frame;
    if (!frame) return;
    const changed = ELEMENT_ATTRIBUTES.filter(
      (name) => this.#told.get(name) !== this.getAttribute(name),
    );
    this.#size();
    this.#name();
    const client = this.#client;
    if (!client || changed.length === 0) return; // Told when the console lets us in.
    this.#remember();
    const options = this.#options();
    for (const name of changed) {
      const sent = IN_PLACE[name]?.(client, options);
      if (sent) this.#send(sent);
    }
    // A file stays, and real servers know neither seed nor size.
    if (changed.includes('source') && this.#file === null) this.#show(client);
    else if (options.source !== 'live' && options.source !== 'file')
      if (changed.some((name) => ANOTHER_FLEET.includes(name))) this.#address();
    if (changed.includes('theme')) this.refreshStyle();
  }

  #words(): ElementWords {
    return wordsFor(this.getAttribute('language') ?? document.documentElement.lang);
  }

  #remember(): void {
    for (const name of ELEMENT_ATTRIBUTES) this.#told.set(name, this.getAttribute(name));
  }

  #size(): void {
    const given = this.getAttribute('height');
    if (given === null) this.style.removeProperty('--ome-height');
    else if (LENGTH.test(given))
      this.style.setProperty('--ome-height', /\d$/.test(given) ? `${given}px` : given);
  }

  #name(): void {
    if (this.#frame) this.#frame.title = this.getAttribute('label') ?? this.#words().title;
  }

  #fail(problem: { readonly code: string; readonly message: string }): void {
    const words = this.#words();
    const link = document.createElement('a');
    link.textContent = words.open;
    link.target = '_blank';
    link.rel = 'noopener';
    if (this.base !== undefined) link.href = this.base;
    const text = document.createElement('p');
    text.textContent = words[problem.code as 'embed/consent'] ?? words.failed;
    this.#status.hidden = true;
    this.#error.replaceChildren(text, link);
    this.#error.hidden = false;
    this.#dispatch('error', { code: problem.code, message: problem.message });
  }

  readonly #tell = (error: EmbedError): void => {
    // A console that is going away needs no error.
    if (error.code !== 'embed/closed')
      this.#dispatch('error', { code: error.code, message: error.message });
  };

  #send(command: Promise<unknown>): void {
    command.catch(this.#tell);
  }

  #dispatch<E extends (typeof TOLD)[number]>(event: E, detail: EmbedEvents[E]): void {
    this.dispatchEvent(new CustomEvent(event, { detail, composed: true }));
  }

  /** A property that was set before the script arrived hides the accessor: it is set again through it. */
  #upgrade(name: string): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = Reflect.get(this, name);
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }

  get view(): EmbedView {
    return optionsOf(this).view ?? 'overview';
  }
  set view(value: EmbedView) {
    this.setAttribute('view', value);
  }
  get theme(): EmbedTheme {
    return optionsOf(this).theme ?? 'auto';
  }
  set theme(value: EmbedTheme) {
    this.setAttribute('theme', value);
  }
}

defineProperties(OpenManagerEdgeElement.prototype);

function part(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute('part', name);
  return element;
}
