/** The webhook channel: one attempt at a time through the connect gate, and why it failed as far as a browser tells. */
import type { WebhookPayload } from '../../core/alert/webhook.ts';
import { originOf } from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import type { Attempt, Channel, Outcome } from '../../core/domain/notify.ts';
import type { Ms } from '../../core/domain/time.ts';
import type { Gate } from '../live/gate.ts';

/** How long a receiver may take. */
export const WEBHOOK_TIMEOUT: Ms = 10_000;
const PROBE_TIMEOUT: Ms = 5000;

/** Whether another attempt may end differently. */
export function isWorthRetrying({ outcome, status = 0 }: Attempt): boolean {
  if (outcome === 'http') return status >= 500 || status === 429;
  return outcome === 'unreachable' || outcome === 'silent' || outcome === 'cors';
}

/** Posts a payload once. Never rejects: how it went is the answer. */
export async function postWebhook(
  channel: Pick<Channel, 'url' | 'mode'>,
  payload: WebhookPayload,
  gate: Gate,
  clock: { now(): number; elapsed(): number },
): Promise<Attempt> {
  const at = clock.now();
  const begun = clock.elapsed();
  const ended = (outcome: Outcome, status?: number): Attempt => ({
    at,
    took: Math.round(clock.elapsed() - begun),
    outcome,
    status,
  });
  if (!/^https?:$/u.test(originOf(channel.url).slice(0, channel.url.indexOf(':') + 1)))
    return ended('bad-url');
  const isBlind = channel.mode === 'blind';
  try {
    const response = await gate.fetch(channel.url, {
      method: 'POST',
      // Anything but plain text asks the receiver's permission first (a preflight).
      headers: { 'Content-Type': isBlind ? 'text/plain;charset=utf-8' : 'application/json' },
      body: JSON.stringify(payload),
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT),
      // Without `follow` a request that may not be read is not sent at all.
      ...(isBlind && { mode: 'no-cors', redirect: 'follow' }),
    });
    if (response.type === 'opaque') return ended('handed');
    return response.ok ? ended('ok', response.status) : ended('http', response.status);
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    if (error.code === 'source/not-confirmed') return ended('not-confirmed');
    if (error.code === 'source/silent') return ended('silent');
    return ended((await answersAtAll(channel.url, gate)) ? 'cors' : 'unreachable');
  }
}

/** A dead port and a refused preflight look alike; an answer that may not be read tells them apart. */
async function answersAtAll(url: string, gate: Gate): Promise<boolean> {
  try {
    await gate.fetch(url, {
      method: 'HEAD',
      mode: 'no-cors',
      redirect: 'follow',
      signal: AbortSignal.timeout(PROBE_TIMEOUT),
    });
    return true;
  } catch (error) {
    if (error instanceof EdgeError) return false;
    throw error;
  }
}
