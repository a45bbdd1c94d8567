/** Dictionary of connections, and what a state is called. */
import {
  type ConnectionState,
  type ConnectionStatus,
  SKEW_MOST,
} from '../../../core/domain/connection.ts';
import type { Status } from '../../../core/domain/incident.ts';
import { type Ms, SECOND } from '../../../core/domain/time.ts';
import { connections as en } from '../../i18n/en/connections.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { connections as ko } from '../../i18n/ko/connections.ts';
import { createNow } from '../../now.ts';

const words: Words<keyof typeof en> = { en, ko };

/** Words of connections, and the reader's formats. */
export const useConnectionWords = () => useWords(words);

/** How a clock stands to ours; @returns a function of how far it is ahead */
export function useClockNote(): (skew: Ms) => string {
  const { t, format } = useConnectionWords();
  return (skew) => {
    const apart = format.duration(Math.abs(skew));
    if (Math.abs(skew) < SECOND) return t('probe.clock.same');
    return t(skew > 0 ? 'probe.clock.ahead' : 'probe.clock.behind', { skew: apart });
  };
}

/** Whether a clock is so far off that ages and ranges are wrong. */
export const isSkewed = (skew: Ms | undefined): boolean => Math.abs(skew ?? 0) > SKEW_MOST;

/** The mark of a connection's state. */
export const MARK: Readonly<Record<ConnectionStatus, Status>> = {
  connecting: 'unk',
  live: 'ok',
  failing: 'warn',
  locked: 'unk',
  unconfirmed: 'unk',
};

/** One line that says how a connection does; a wait counts down. */
export function useConnectionNote(): (state: ConnectionState) => string {
  const { t, format } = useConnectionWords();
  const now = createNow();
  return (state) => {
    const kind = t(`kind.${state.config.kind}`);
    const latency = state.latency === undefined ? '' : `${format.number(state.latency, 0)} ms`;
    switch (state.status) {
      case 'live':
        return state.config.kind === 'alertmanager'
          ? t('note.live.alerts', { kind, latency })
          : t('note.live.servers', {
              kind,
              count: state.servers,
              step: format.duration(state.config.step),
              latency,
            }).replace(/ · $/u, '');
      case 'failing':
        return t('note.failing', {
          kind,
          attempt: state.failures + 1,
          wait: format.duration(Math.max(0, (state.retryAt ?? 0) - now())),
        });
      case 'connecting':
        return t('note.connecting', { kind, share: format.value(state.progress, '1') });
      default:
        return t(`note.${state.status}`, { kind });
    }
  };
}
