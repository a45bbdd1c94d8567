/** The focus of the map: whom its failure reaches, what is suspected, whom it talks to, what happened in order. */
import './panel.css';
import { MessageCircleQuestion } from 'lucide-solid';
import { createMemo, For, Index, Show } from 'solid-js';
import { type Server, serverIndex } from '../../../core/domain/fleet.ts';
import type { Incident } from '../../../core/domain/incident.ts';
import { SECOND } from '../../../core/domain/time.ts';
import { useEngine } from '../../engine.tsx';
import { topologyPanel as en } from '../../i18n/en/topology-panel.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topologyPanel as ko } from '../../i18n/ko/topology-panel.ts';
import { useSession } from '../../session.ts';
import { Confidence } from '../../widgets/Confidence.tsx';
import { SidePanel } from '../../widgets/SidePanel.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { BlastRadius, Reached } from './blast.ts';
import { PinButton } from './PinButton.tsx';
import { TopologyPeers } from './TopologyPeers.tsx';

const words = { en, ko };
const COLUMNS = 3;
const PER_HOP = 5;
const EVENTS = 6;

/** Side panel of one server. Everything shown belongs to the snapshot's instant, also in the past. */
export function TopologyPanel(props: {
  server: Server;
  blast: BlastRadius;
  incident: Incident | undefined;
  pinned: boolean;
  onPin: () => void;
  onSelect: (name: string) => void;
  onClose: () => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const name = (column: number) => engine.fleet()?.servers.at(column)?.name ?? '';
  const status = () => engine.statusOf(props.server);
  const hops = createMemo(() => {
    const columns: Reached[][] = [];
    for (const each of props.blast.reached) {
      const column = Math.min(each.hop, COLUMNS) - 1;
      const list = columns.at(column);
      if (list && column < columns.length) list.push(each);
      else columns.push([each]);
    }
    return columns;
  });
  const suspect = () => props.incident?.suspects.at(0);
  const healthy = () => !props.blast.troubled;
  const known = (server: string) => {
    const fleet = engine.fleet();
    return fleet !== undefined && serverIndex(fleet, server) >= 0;
  };

  return (
    <SidePanel
      label={t('panel.label', { server: props.server.name })}
      title={
        <>
          <span class="topology__title">
            <StatusMark status={status()} size={17} />
            <span class="mono">{props.server.name}</span>
            <span class="visually-hidden">{terms.status(status())}</span>
          </span>
          <span class="topology__subtitle">
            {t('panel.tier', {
              tier: terms.tier(props.server.tier),
              time: format.time(engine.snapshot()?.t),
            })}
          </span>
        </>
      }
      onClose={props.onClose}
      footer={
        <>
          <a
            class="button"
            data-kind="infer"
            href={session.href({
              view: 'assistant',
              selected: t('panel.question', { server: props.server.name }),
            })}
          >
            <MessageCircleQuestion size={14} aria-hidden="true" />
            {t('panel.why')}
          </a>
          <a class="button" href={session.href({ view: 'server', selected: props.server.name })}>
            {t('panel.open')}
          </a>
          <PinButton pinned={props.pinned} onPin={props.onPin} />
        </>
      }
    >
      <section class="topology__section">
        <h3>{t('panel.blast')}</h3>
        <dl class="topology__figures">
          <div>
            <dd class="num">{format.number(props.blast.affected, 0)}</dd>
            <dt>{t('panel.affected')}</dt>
          </div>
          <div>
            <dd class="num">{format.number(props.blast.atRisk, 0)}</dd>
            <dt>{t('panel.risk')}</dt>
          </div>
          <div>
            <dd class="num">{format.value(props.blast.share, '1')}</dd>
            <dt>{t('panel.share')}</dt>
          </div>
          <div>
            <dd class="num">{clock(props.blast.toEntry)}</dd>
            <dt>{t('panel.toEntry')}</dt>
          </div>
        </dl>
        <Show
          when={props.blast.reached.length > 0}
          fallback={<p class="muted">{t('panel.alone')}</p>}
        >
          <Show when={healthy()}>
            <p class="muted">{t('panel.healthy')}</p>
          </Show>
          <div class="topology__hops">
            <Index each={hops()}>
              {(column, i) => (
                <div>
                  <h4>
                    {t('panel.hop', { n: i + 1 })}
                    {i === COLUMNS - 1 && column().some((each) => each.hop > COLUMNS) ? '+' : ''}
                  </h4>
                  <ul>
                    <For each={column().slice(0, PER_HOP)}>
                      {(each) => (
                        <li>
                          <button
                            type="button"
                            data-affected={each.affected ? '' : undefined}
                            onClick={() => props.onSelect(name(each.server))}
                            title={name(each.server)}
                          >
                            <StatusMark status={each.status} size={12} />
                            <span class="mono">{name(each.server)}</span>
                            <span class="visually-hidden">{terms.status(each.status)}</span>
                          </button>
                        </li>
                      )}
                    </For>
                  </ul>
                  <Show when={column().length > PER_HOP}>
                    <p class="muted">{t('panel.more', { count: column().length - PER_HOP })}</p>
                  </Show>
                </div>
              )}
            </Index>
          </div>
          <ul class="topology__keys-legend">
            <Show
              when={!healthy()}
              fallback={
                <li>
                  <i data-line="reach" />
                  {t('panel.path.reach')}
                </li>
              }
            >
              <li>
                <i data-line="hit" />
                {t('panel.path.hit')}
              </li>
              <li>
                <i data-line="risk" />
                {t('panel.path.risk')}
              </li>
            </Show>
            <Show when={suspect() && suspect()?.server !== props.server.name}>
              <li>
                <i data-line="cause" />
                {t('panel.path.cause')}
              </li>
            </Show>
            <Show when={props.blast.needs.length > 0}>
              <li>
                <i data-line="needs" />
                {t('panel.path.needs')}
              </li>
            </Show>
          </ul>
        </Show>
        <Show when={props.blast.needs.length > 0}>
          <p class="muted topology__needs">
            {t('panel.needs', {
              count: props.blast.needs.length,
              near: props.blast.needs.filter(({ hop }) => hop === 1).length,
            })}
          </p>
        </Show>
      </section>

      <Show when={suspect()}>
        {(first) => (
          <section class="topology__section topology__cause">
            <h3>{t('panel.cause')}</h3>
            <Show
              when={first().server !== props.server.name}
              fallback={<p>{t('panel.cause.self')}</p>}
            >
              <p>
                <button
                  type="button"
                  class="topology__link"
                  onClick={() => props.onSelect(first().server)}
                >
                  {t('panel.cause.other', {
                    server: first().server,
                    metric: terms.metric(first().metric),
                  })}
                </button>
              </p>
            </Show>
            <p class="topology__sure">
              <Confidence share={first().share} />
              <span class="muted">{t('panel.cause.limit')}</span>
            </p>
          </section>
        )}
      </Show>

      <section class="topology__section">
        <h3>{t('panel.connections')}</h3>
        <TopologyPeers server={props.server} onSelect={props.onSelect} />
      </section>

      <Show when={props.incident}>
        {(incident) => (
          <section class="topology__section">
            <h3>{t('panel.events')}</h3>
            <ol class="topology__events">
              <For each={incident().involved.slice(0, EVENTS)}>
                {(part) => (
                  <li>
                    <span class="num muted">{`+${clock(part.onset - incident().involved[0].onset)}`}</span>
                    <StatusMark
                      status={
                        part.recoveredAt !== undefined
                          ? 'ok'
                          : part.severity === 'critical'
                            ? 'crit'
                            : 'warn'
                      }
                      size={13}
                    />
                    <Show
                      when={known(part.server)}
                      fallback={<span class="mono">{part.server}</span>}
                    >
                      <button
                        type="button"
                        class="topology__link mono"
                        onClick={() => props.onSelect(part.server)}
                      >
                        {part.server}
                      </button>
                    </Show>
                    <span class="muted">
                      {part.recoveredAt !== undefined
                        ? t('panel.recovered')
                        : terms.severity(part.severity)}
                    </span>
                  </li>
                )}
              </For>
            </ol>
          </section>
        )}
      </Show>
    </SidePanel>
  );
}

/** Minutes and seconds of an offset, `3:10`; `–` when unknown. */
function clock(ms: number): string {
  if (Number.isNaN(ms)) return '–';
  const seconds = Math.round(ms / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
