/** An Alertmanager watched by its API v2: alerts, groups and silences; silences made, and expired the way its CORS rules allow. */
import type { AlertmanagerView, SilenceDraft } from '../../core/domain/alertmanager.ts';
import type { ConnectionState } from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import type { Ms } from '../../core/domain/time.ts';
import {
  readAlertGroups,
  readAlerts,
  readSilenceId,
  readSilences,
  readVersion,
  writeSilence,
} from '../../core/formats/alertmanager.ts';
import { makeRetry, type RetryHost } from './backoff.ts';
import type { FeedContext } from './feed.ts';
import { authorizationOf, readJsonAnswer, requireCredentials } from './prometheus-client.ts';
import { limited } from './time-limit.ts';

const TIMEOUT: Ms = 15_000;
/** An end in the past is refused, by the clock of the far side: when ours is slow, a later end is tried. */
const EXPIRY_LEADS: readonly Ms[] = [1000, 60_000, 15 * 60_000];

/** A watched Alertmanager; `state` and `view` are what its last answer said. */
export interface AlertWatch {
  readonly state: ConnectionState;
  readonly view: AlertmanagerView;
  /** Makes or replaces a silence and reads the list again; its id. @throws EdgeError `source/…` */
  silence(draft: SilenceDraft, signal: AbortSignal): Promise<string>;
  /** Ends a silence: DELETE is refused across origins, so it is posted again with its end now. @throws EdgeError `source/…` */
  expire(id: string, signal: AbortSignal): Promise<void>;
  retry(): void;
  close(): void;
}

/** Watches until `close`; alerts are read every `config.step`. */
export function watchAlertmanager(
  context: FeedContext,
  host: RetryHost & { changed(): void },
): AlertWatch {
  const { config, gate, credentials, now } = context;
  const closed = new AbortController();
  const retry = makeRetry(host, closed.signal);
  let view: AlertmanagerView = { at: undefined, version: '', alerts: [], groups: [], silences: [] };
  let status: ConnectionState['status'] = 'connecting';
  let error: EdgeError | undefined;
  let latency: Ms | undefined;
  let missed = 0;
  let endPause: (() => void) | undefined;

  async function get(path: string): Promise<unknown> {
    return limited(closed.signal, TIMEOUT, async (signal) =>
      readJsonAnswer(
        await gate.fetch(`${config.url}/api/v2/${path}`, {
          headers: authorizationOf(credentials),
          signal,
        }),
      ),
    );
  }

  async function read(): Promise<void> {
    requireCredentials(context);
    const begun = performance.now();
    const [info, alerts, groups, silences] = await Promise.all([
      view.version === '' ? get('status') : undefined,
      get('alerts'),
      get('alerts/groups'),
      get('silences'),
    ]);
    latency = performance.now() - begun;
    view = {
      at: now(),
      version: info === undefined ? view.version : readVersion(info),
      alerts: readAlerts(alerts),
      groups: readAlertGroups(groups),
      silences: readSilences(silences),
    };
    status = 'live';
    error = undefined;
    retry.succeeded();
  }

  async function run(): Promise<void> {
    while (!closed.signal.aborted) {
      try {
        await read();
        host.changed();
        await pause(config.step);
      } catch (cause) {
        if (closed.signal.aborted) return;
        if (!(cause instanceof EdgeError)) throw cause;
        error = cause;
        status =
          cause.code === 'source/locked'
            ? 'locked'
            : cause.code === 'source/not-confirmed'
              ? 'unconfirmed'
              : 'failing';
        missed++;
        retry.failed();
        host.changed();
        await retry.wait();
      }
    }
  }

  const pause = (ms: Ms) =>
    new Promise<void>((resolve) => {
      const cancel = host.after(ms, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  async function post(draft: SilenceDraft, signal: AbortSignal): Promise<string> {
    const answer = await limited(signal, TIMEOUT, async (limit) => {
      const response = await gate.fetch(`${config.url}/api/v2/silences`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...authorizationOf(credentials) },
        body: writeSilence(draft),
        signal: limit,
      });
      const read = await readJsonAnswer(response);
      if (response.ok) return read;
      const text = String(read).slice(0, 500);
      throw new EdgeError('source/rejected', text, { text });
    });
    const id = readSilenceId(answer);
    await read();
    host.changed();
    return id;
  }

  void run();
  return {
    get state() {
      return {
        config,
        status,
        servers: 0,
        metrics: 0,
        newest: view.at,
        latency,
        skew: undefined,
        progress: view.at === undefined ? 0 : 1,
        error: error && { code: error.code, detail: error.detail },
        retryAt: status === 'failing' ? retry.at : undefined,
        failures: retry.failures,
        missed,
        bytes: 0,
      };
    },
    get view() {
      return view;
    },
    silence: post,
    async expire(id, signal) {
      const silence = view.silences.find((one) => one.id === id);
      if (!silence)
        throw new EdgeError('source/rejected', `no silence ${id}`, { text: `no silence ${id}` });
      for (const lead of EXPIRY_LEADS) {
        try {
          await post({ ...silence, endsAt: now() + lead }, signal);
          return;
        } catch (cause) {
          const isLast = lead === EXPIRY_LEADS.at(-1);
          if (isLast || !(cause instanceof EdgeError) || cause.code !== 'source/rejected')
            throw cause;
        }
      }
    },
    retry() {
      retry.now();
      endPause?.();
    },
    close: () => {
      closed.abort();
      endPause?.();
    },
  };
}
