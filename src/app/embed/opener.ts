/**
 * Real data in a portal's frame: servers that the reader let it ask, and files that the portal handed over. What it protects: no address is
 * asked before the reader of this page said yes to it, none gets credentials, and no portal can wear the reader or the memory out.
 */
import { type ConnectionConfig, originOf } from '../../core/domain/connection.ts';
import type { Session } from '../../core/domain/session.ts';
import { HOUR, SECOND } from '../../core/domain/time.ts';
import { hashText } from '../../core/numeric/hash.ts';
import { EMBED_LIMITS, type EmbedParams, type EmbedShown } from '../../embed/wire.ts';
import type { Engine } from '../engine.tsx';
import { ownFileKind } from '../share/file-kind.ts';
import { EmbedRefusal } from './guard.ts';

/** Another source of the session, and the instant of it that is shown first. */
export type SourceChange = Pick<Session, 'source' | 'file' | 'step' | 'at'>;

/** What opening needs of the page. */
export interface OpenerHost {
  readonly call: Engine['call'];
  /** Asks the reader whether this address may be asked. An abort is a no. */
  ask(url: string, signal: AbortSignal): Promise<boolean>;
  /** Shows another source in place; resolves when it is shown, rejects with why it cannot be. */
  show(source: SourceChange): Promise<EmbedShown>;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
}

/** The two commands that bring real data. */
export interface Opener {
  openLive(params: EmbedParams<'openLive'>, signal: AbortSignal): Promise<EmbedShown>;
  openFile(params: EmbedParams<'openFile'>, signal: AbortSignal): Promise<EmbedShown>;
}

/** Makes the opener of one page. */
export function makeOpener(host: OpenerHost): Opener {
  /** What the reader said of an origin; kept while the page is loaded. */
  const answers = new Map<string, boolean>();
  let isAsking = false;
  let connected: string | undefined;
  let taken = 0;
  let lastFile = Number.NEGATIVE_INFINITY;
  let isReading = false;

  async function mayAsk(url: string, signal: AbortSignal): Promise<void> {
    const origin = originOf(url);
    if (isAsking) throw new EmbedRefusal('embed/busy', 'the reader is being asked already');
    if (!answers.has(origin)) {
      if (answers.size >= EMBED_LIMITS.questions)
        throw new EmbedRefusal('embed/consent', 'the reader was asked about too many addresses');
      isAsking = true;
      try {
        answers.set(origin, await host.ask(url, signal));
      } finally {
        isAsking = false;
      }
    }
    if (!answers.get(origin)) throw new EmbedRefusal('embed/consent', 'the reader said no');
  }

  return {
    async openLive({ url, matchers = '', step = 15 * SECOND }, signal) {
      await mayAsk(url, signal);
      const isSocket = url.startsWith('ws');
      const config: ConnectionConfig = {
        key: `l-${hashText(`${url}\n${matchers}\n${step}`).toString(36)}`,
        kind: isSocket ? 'websocket' : 'prometheus',
        name: '', // The address itself is shown: a portal cannot call it something else.
        url,
        step: isSocket ? SECOND : step,
        window: HOUR,
        mapping: {},
        filter: matchers,
        authorization: 'none',
      };
      const before = connected;
      if (before !== config.key)
        await host.call('connect', { config, credentials: undefined }, signal);
      connected = config.key;
      try {
        return await host.show({
          source: 'live',
          file: config.key,
          step: config.step,
          at: undefined,
        });
      } finally {
        // Closed when it is shown no longer.
        if (before !== undefined && before !== config.key)
          await host.call('disconnect', { key: before });
      }
    },
    async openFile({ name, file }, signal) {
      const now = host.now();
      if (isReading || now - lastFile < EMBED_LIMITS.fileEvery)
        throw new EmbedRefusal('embed/busy', 'one file a second');
      if (taken + file.size > EMBED_LIMITS.allFileBytes)
        throw new EmbedRefusal('embed/too-many-files', 'this page has taken enough files');
      taken += file.size;
      lastFile = now;
      isReading = true;
      try {
        return await host.show(await read(name, file, signal));
      } finally {
        isReading = false;
      }
    },
  };

  async function read(name: string, file: Blob, signal: AbortSignal): Promise<SourceChange> {
    const kind = await ownFileKind(file);
    if (kind === 'backup')
      throw new EmbedRefusal('embed/not-samples', 'a backup is not shown to portals');
    if (kind === 'bundle') {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { session } = await host.call('openBundle', { name, bytes }, signal);
      return { source: 'file', file: session.file, step: session.step, at: session.at };
    }
    const text = await file.text();
    const { key, step } = await host.call('importFile', { name, text, mapping: {} }, signal);
    return { source: 'file', file: key, step, at: undefined };
  }
}
