/** Figures of a connection: age of its newest sample, answers, servers, gaps, memory. */
import { createSignal, For, onCleanup } from 'solid-js';
import type { ConnectionState } from '../../../core/domain/connection.ts';
import { useConnectionWords } from './connection-words.ts';

/** Ages grow while nothing comes. */
export function ConnectionFacts(props: { state: ConnectionState }) {
  const { t, format } = useConnectionWords();
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1000);
  onCleanup(() => clearInterval(timer));
  const facts = () => {
    const { newest, latency, servers, metrics, missed, bytes, config } = props.state;
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
              <dd class="num">{value}</dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  );
}
