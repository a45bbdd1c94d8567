/** One rack beside the room: temperature, power and space, its elevation from the front and from the rear. */
import { Box, List } from 'lucide-solid';
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js';
import type { Status } from '../../../core/domain/incident.ts';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { useSession } from '../../session.ts';
import { Segmented } from '../../widgets/Segmented.tsx';
import { SidePanel } from '../../widgets/SidePanel.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import type { Heat } from './heat.ts';
import { type RackModel, rackFacts } from './model.ts';
import { PlaceFacts, PlaceTitle } from './PlaceHead.tsx';
import { RackElevation } from './RackElevation.tsx';

const words = { en, ko };
const RackRear = lazy(async () => ({ default: (await import('./RackRear.tsx')).RackRear }));
const SIDES = ['front', 'rear'] as const;
const WINDOW = 30 * MINUTE;
const REFRESH = 15 * SECOND;
const BADGES = [
  ['crit', 'panel.critical'],
  ['warn', 'panel.warning'],
  ['off', 'panel.offline'],
  ['unk', 'panel.unknown'],
] as const satisfies readonly (readonly [Status, keyof typeof en])[];

/** @param props.server column of the selected server, -1 for none */
export function RackPanel(props: {
  model: RackModel;
  server: number;
  heat: Heat;
  dimHealthy: boolean;
  /** Parts in the trouble shown, per server. */
  states: Uint8Array | undefined;
  listed: boolean;
  /** Racks it may be compared with. */
  others: readonly RackModel[];
  onSelect: (server: number) => void;
  onCompare: (rack: string) => void;
  onList: () => void;
  onClose: () => void;
}) {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const [side, setSide] = createSignal<(typeof SIDES)[number]>('front');
  const facts = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? rackFacts(fleet, snapshot, props.model) : undefined;
  });
  const name = (column: number) =>
    column < 0 ? undefined : engine.fleet()?.servers.at(column)?.name;
  const hottest = createMemo(() => {
    const column = facts()?.hottestServer ?? -1;
    return column < 0 ? undefined : name(column);
  });
  const bucket = createMemo(() => Math.floor((engine.snapshot()?.t ?? 0) / REFRESH));
  const trend = createQuery((signal) => {
    const server = hottest();
    if (server === undefined || bucket() === 0) return undefined;
    const end = bucket() * REFRESH;
    return engine.call(
      'window',
      { pairs: [{ metric: 'temperature', server }], start: end - WINDOW, end, points: 60 },
      signal,
    );
  });

  return (
    <SidePanel
      label={t('panel.label', { rack: props.model.rack.name })}
      title={
        <PlaceTitle
          name={t('panel.title', { rack: props.model.rack.name })}
          what={t('panel.where', {
            row: props.model.rack.row,
            room: props.model.rack.room,
            servers: props.model.slots.length,
            used: props.model.used,
            units: props.model.rack.units,
          })}
        >
          <For each={BADGES}>
            {([status, key]) => (
              <Show when={(facts()?.counts[status] ?? 0) > 0}>
                <StatusBadge status={status}>
                  {t(key, { count: facts()?.counts[status] ?? 0 })}
                </StatusBadge>
              </Show>
            )}
          </For>
        </PlaceTitle>
      }
      onClose={props.onClose}
      footer={
        <>
          <Show when={name(props.server)}>
            {(server) => (
              <a class="button" href={session.href({ view: 'server', selected: server() })}>
                {t('panel.open', { server: server() })}
              </a>
            )}
          </Show>
          <button type="button" class="button" onClick={props.onList}>
            <Show when={props.listed} fallback={<List size={14} aria-hidden="true" />}>
              <Box size={14} aria-hidden="true" />
            </Show>
            {t(props.listed ? 'bar.room' : 'bar.list')}
          </button>
        </>
      }
    >
      <PlaceFacts
        facts={facts()}
        used={props.model.used}
        units={props.model.rack.units}
        limit={props.model.rack.powerLimit}
        trend={
          <span class="racks__trend">
            <Show when={trend()?.at(0)?.values}>
              {(values) => (
                <Sparkline
                  values={values()}
                  minSpan={4}
                  label={t('panel.trend', { server: hottest() ?? '' })}
                  tone="muted"
                />
              )}
            </Show>
          </span>
        }
      />
      <Show when={props.others.length > 1}>
        <label class="racks__versus">
          {t('panel.compare')}
          <select
            class="select"
            onChange={(event) => {
              const { value } = event.currentTarget;
              if (value !== '') props.onCompare(value);
              event.currentTarget.value = '';
            }}
          >
            <option value="">{t('panel.choose')}</option>
            <For each={props.others.filter((other) => other !== props.model)}>
              {({ rack }) => <option value={rack.name}>{rack.name}</option>}
            </For>
          </select>
        </label>
      </Show>
      <section class="racks__elevation">
        <header class="racks__sides">
          <h3>{t('panel.elevation')}</h3>
          <Segmented
            label={t('panel.elevation')}
            options={SIDES.map((value) => ({ value, label: <>{t(`side.${value}`)}</> }))}
            value={side()}
            onChange={setSide}
          />
        </header>
        <Show
          when={side() === 'front'}
          fallback={
            <Suspense>
              <RackRear model={props.model} selected={props.server} onSelect={props.onSelect} />
            </Suspense>
          }
        >
          <RackElevation
            model={props.model}
            heat={props.heat}
            selected={props.server}
            dimHealthy={props.dimHealthy}
            states={props.states}
            onSelect={props.onSelect}
          />
        </Show>
      </section>
    </SidePanel>
  );
}
