/** A rack from behind: what each server draws from the feed and moves over the network, and which of its calls leave the rack. Only what is measured. */
import { createMemo, For, Show } from 'solid-js';
import { fleetMetric } from '../../../core/domain/fleet.ts';
import { useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { Meter } from '../../widgets/Meter.tsx';
import { elevation, type RackModel, rackFacts } from './model.ts';
import { rackLinks } from './rack-links.ts';
import { feedStatus } from './rows.ts';

const words = { en, ko };

/** @param props.selected column of the selected server, -1 for none */
export function RackRear(props: {
  model: RackModel;
  selected: number;
  onSelect: (server: number) => void;
}) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const shelves = createMemo(() => elevation(props.model));
  const links = createMemo(() => {
    const fleet = engine.fleet();
    return fleet && rackLinks(fleet, props.model);
  });
  const value = (metric: string, column: number) => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    const m = fleet ? fleetMetric(fleet, metric) : -1;
    return fleet && snapshot && m >= 0
      ? snapshot.values[m * fleet.servers.length + column]
      : Number.NaN;
  };
  const traffic = (column: number) => value('net_in', column) + value('net_out', column);
  const total = (of: (column: number) => number) => {
    let [sum, known] = [0, false];
    for (const { server } of props.model.slots) {
      const n = of(server);
      if (Number.isNaN(n)) continue;
      sum += n;
      known = true;
    }
    return known ? sum : Number.NaN;
  };
  const facts = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? rackFacts(fleet, snapshot, props.model) : undefined;
  });
  const load = () => (facts()?.power ?? Number.NaN) / props.model.rack.powerLimit;

  return (
    <div class="rear">
      <dl class="rear__rails">
        <div>
          <dt>{t('rear.feed')}</dt>
          <dd>
            <b class="num">{format.value(load(), '1')}</b>
            <Meter value={load()} status={feedStatus(load())} label="" />
            <small>
              {Number.isNaN(props.model.rack.powerLimit)
                ? t('rear.noLimit')
                : t('rear.feedOf', {
                    power: format.value(facts()?.power, 'W'),
                    limit: format.value(props.model.rack.powerLimit, 'W'),
                  })}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t('rear.network')}</dt>
          <dd>
            <b class="num">{format.value(total(traffic), 'By/s')}</b>
            <small>
              {t('rear.links', { out: links()?.leaving ?? 0, inside: links()?.inside ?? 0 })}
            </small>
          </dd>
        </div>
      </dl>
      <ol class="elevation" aria-label={t('rear.label', { rack: props.model.rack.name })}>
        <For each={shelves()}>
          {(shelf) =>
            shelf.kind === 'gap' ? (
              <li class="elevation__gap">
                <span class="visually-hidden">{t('elevation.gap', { units: shelf.height })}</span>
              </li>
            ) : (
              <li style={{ '--units': shelf.slot.height }}>
                <button
                  type="button"
                  class="elevation__slot rear__slot"
                  aria-current={props.selected === shelf.slot.server ? 'true' : undefined}
                  onClick={() => props.onSelect(shelf.slot.server)}
                >
                  <span class="elevation__unit num">{`U${shelf.slot.unit}`}</span>
                  <span class="rear__power">
                    <Meter
                      value={value('power', shelf.slot.server) / (facts()?.power ?? Number.NaN)}
                      label={t('rear.share')}
                    />
                    <span class="num">{format.value(value('power', shelf.slot.server), 'W')}</span>
                  </span>
                  <span class="mono">{engine.fleet()?.servers.at(shelf.slot.server)?.name}</span>
                  <span class="rear__net num">
                    {format.value(traffic(shelf.slot.server), 'By/s')}
                  </span>
                </button>
              </li>
            )
          }
        </For>
      </ol>
      <Show when={(links()?.peers.length ?? 0) > 0}>
        <h4>{t('rear.peers')}</h4>
        <ul class="rear__peers">
          <For each={links()?.peers.slice(0, 8)}>
            {(peer) => <li>{t('rear.peer', { rack: peer.rack, links: peer.links })}</li>}
          </For>
        </ul>
      </Show>
      <p class="muted rear__note">{t('rear.note')}</p>
    </div>
  );
}
