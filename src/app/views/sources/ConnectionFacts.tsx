/** Figures of a connection: age of its newest sample, answers, servers, gaps, memory. */
import { For, Show } from 'solid-js';
import type { ConnectionState } from '../../../core/domain/connection.ts';
import { createNow } from '../../now.ts';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { isSkewed, useClockNote, useConnectionWords } from './connection-words.ts';

/** Ages grow while nothing comes. */
export function ConnectionFacts(props: { state: ConnectionState }) {
  const { t, format } = useConnectionWords();
  const now = createNow();
  const clockNote = useClockNote();
  const facts = () => {
    const { newest, latency, skew, servers, metrics, missed, bytes, config } = props.state;
    const age =
      newest === undefined
        ? t('facts.never')
        : t('facts.age', { age: format.duration(Math.max(0, now() - newest)) });
    const answers = latency === undefined ? '–' : `${format.number(latency, 0)} ms`;
    const common = [
      ['facts.newest', age],
      ['facts.latency', answers],
    ] as const;
    if (config.kind === 'alertmanager') return common;
    return [
      ...common,
      ...(skew === undefined
        ? []
        : ([['facts.clock', clockNote(isSkewed(skew) ? skew : 0)]] as const)),
      ['facts.servers', format.number(servers, 0)],
      ['facts.metrics', format.number(metrics, 0)],
      ['facts.missed', format.number(missed, 0)],
      ['facts.memory', format.bytes(bytes)],
    ] as const;
  };
  return (
    <div class="source-inset">
      <dl class="source-facts" data-rows="">
        <For each={facts()}>
          {([key, value]) => (
            <div>
              <dt>{t(key)}</dt>
              <dd class="num">
                <Show when={key === 'facts.clock' && isSkewed(props.state.skew)}>
                  <StatusMark status="warn" size={14} />{' '}
                </Show>
                {value}
              </dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  );
}
