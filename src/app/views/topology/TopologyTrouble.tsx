/** What needs attention while nothing is selected: the way from the whole map to a focus. */
import './trouble.css';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { useEngine } from '../../engine.tsx';
import { topology as en } from '../../i18n/en/topology.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };
const SHOWN = 6;
const SHOWN_WITH_IMPACT = 4;
const ORDER: readonly Status[] = ['crit', 'off', 'unk', 'warn'];

/** Servers in trouble, gravest first; one sentence when there are none. */
export function TopologyTrouble(props: {
  /** Something stands above the list: it is shorter. */
  short: boolean;
  children: JSX.Element;
  onSelect: (name: string) => void;
}) {
  const most = () => (props.short ? SHOWN_WITH_IMPACT : SHOWN);
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const rank = (column: number) => ORDER.indexOf(STATUS[engine.snapshot()?.status[column] ?? 4]);
  const troubled = createMemo(() =>
    (engine.fleet()?.servers ?? [])
      .filter((server) => rank(server.index) >= 0)
      .sort((a, b) => rank(a.index) - rank(b.index) || a.index - b.index),
  );
  return (
    <section
      class="topology__trouble"
      aria-label={t('trouble.title', { count: troubled().length })}
    >
      <Show
        when={troubled().length > 0}
        fallback={
          <p>
            <StatusMark status="ok" size={14} />
            {t('trouble.none', { count: engine.fleet()?.servers.length ?? 0 })}
          </p>
        }
      >
        {props.children}
        <h2>{t('trouble.title', { count: troubled().length })}</h2>
        <ul>
          <For each={troubled().slice(0, most())}>
            {(server) => (
              <li>
                <button type="button" onClick={() => props.onSelect(server.name)}>
                  <StatusMark status={engine.statusOf(server)} size={14} />
                  <span class="mono">{server.name}</span>
                  <span class="muted">{terms.status(engine.statusOf(server))}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={troubled().length > most()}>
          <p class="muted">{t('trouble.more', { count: troubled().length - most() })}</p>
        </Show>
      </Show>
    </section>
  );
}
