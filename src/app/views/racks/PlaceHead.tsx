/** What the panels of a rack, a row and a room have in common: what it is, and its heat, power and space. */
import { Box } from 'lucide-solid';
import { type JSX, Show } from 'solid-js';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { Meter } from '../../widgets/Meter.tsx';
import type { RackFacts } from './model.ts';
import { feedStatus } from './rows.ts';

const words = { en, ko };

/**
 * Title of a panel.
 * @param props.what the line under the name
 * @param props.children badges beside the name
 */
export function PlaceTitle(props: { name: string; what: string; children?: JSX.Element }) {
  return (
    <>
      <span class="racks__title">
        <Box size={17} aria-hidden="true" />
        {props.name}
        {props.children}
      </span>
      <span class="racks__subtitle">{props.what}</span>
    </>
  );
}

/**
 * Hottest server, power against the feed, units taken.
 * @param props.limit of the feed, W; NaN where nobody says
 * @param props.trend drawn between the hottest and the coolest
 */
export function PlaceFacts(props: {
  facts: RackFacts | undefined;
  used: number;
  units: number;
  limit: number;
  trend?: JSX.Element;
}) {
  const { t, format } = useWords(words);
  const load = () => (props.facts?.power ?? Number.NaN) / props.limit;
  return (
    <dl class="racks__facts">
      <div>
        <dt>{t('panel.hottest')}</dt>
        <dd>
          <b class="num">{format.value(props.facts?.hottest, 'Cel')}</b>
          {props.trend}
          <small>{t('panel.coolest', { value: format.value(props.facts?.coolest, 'Cel') })}</small>
        </dd>
      </div>
      <div>
        <dt>{t('panel.power')}</dt>
        <dd>
          <b class="num">{format.value(props.facts?.power, 'W')}</b>
          <Meter value={load()} status={feedStatus(load())} label="" />
          <Show when={!Number.isNaN(props.limit)}>
            <small>{t('panel.powerOf', { limit: format.value(props.limit, 'W') })}</small>
          </Show>
        </dd>
      </div>
      <div>
        <dt>{t('panel.space')}</dt>
        <dd>
          <b class="num">{format.number(props.used, 0)}</b>
          <Meter value={props.used / props.units} label="" />
          <small>{t('panel.spaceOf', { units: props.units })}</small>
        </dd>
      </div>
    </dl>
  );
}
