/** The connect gate: the only way out to other origins. What the user has not confirmed is not asked, whatever a link or file says. */
import { isOpenWire, originOf } from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';

/** Network access within the gate. */
export interface Gate {
  /** @throws EdgeError `source/not-confirmed`, `source/plain-login`, `source/unreachable` (dead port and refused CORS look alike), `source/silent`, `abort/cancelled` */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** @throws EdgeError `source/not-confirmed` */
  socket(url: string): WebSocket;
  allows(url: string): boolean;
}

const isTimeout = (reason: unknown) =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

/**
 * @param confirmed origins the user allowed, as `originOf` writes them
 * @param own our own origin, always allowed
 */
export function makeGate(confirmed: () => ReadonlySet<string>, own: string): Gate {
  const allows = (url: string) => {
    const origin = originOf(url);
    return origin !== '' && (origin === own || confirmed().has(origin));
  };
  const check = (url: string) => {
    if (allows(url)) return;
    const origin = originOf(url) || url.slice(0, 200);
    throw new EdgeError('source/not-confirmed', `${origin} was not confirmed`, { origin });
  };
  return {
    allows,
    async fetch(url, init) {
      check(url);
      // Credentials are readable on the way: they are not sent, whoever asks.
      if (isOpenWire(url) && new Headers(init?.headers).has('authorization'))
        throw new EdgeError('source/plain-login', `${originOf(url)} is plain http`, {
          origin: originOf(url),
        });
      try {
        // Redirects could leave the confirmed origin.
        return await fetch(url, {
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          redirect: 'error',
          cache: 'no-store',
          ...init,
        });
      } catch (error) {
        if (isTimeout(init?.signal?.reason))
          throw new EdgeError('source/silent', `${originOf(url)} did not answer in time`);
        if (init?.signal?.aborted) throw new EdgeError('abort/cancelled', 'cancelled');
        throw new EdgeError('source/unreachable', `${originOf(url)}: ${String(error)}`, {
          origin: originOf(url),
        });
      }
    },
    socket(url) {
      check(url);
      return new WebSocket(url);
    },
  };
}
