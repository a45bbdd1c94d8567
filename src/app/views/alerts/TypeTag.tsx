/** What kind of condition a rule is: measured threshold or change, absence, or anomaly and forecast (violet, because a model said so). */
import { Activity, ChartSpline, Power, Sparkles, TrendingUp } from 'lucide-solid';
import { Match, Switch } from 'solid-js';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import type { AlertType } from './alert-list.ts';

const words = { en, ko };

/** Small outlined tag. */
export function TypeTag(props: { type: AlertType }) {
  const { t } = useWords(words);
  return (
    <span class="type-tag" data-type={props.type}>
      <Switch fallback={<Activity size={12} aria-hidden="true" />}>
        <Match when={props.type === 'absence'}>
          <Power size={12} aria-hidden="true" />
        </Match>
        <Match when={props.type === 'forecast'}>
          <TrendingUp size={12} aria-hidden="true" />
        </Match>
        <Match when={props.type === 'anomaly'}>
          <Sparkles size={12} aria-hidden="true" />
        </Match>
        <Match when={props.type === 'change'}>
          <ChartSpline size={12} aria-hidden="true" />
        </Match>
      </Switch>
      {t(`type.${props.type}`)}
    </span>
  );
}
