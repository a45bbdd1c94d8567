/** The rules that judge every tick: condition, waiting time, severity, and how many alerts they raise now. */
import { createMemo, For, Show } from 'solid-js';
import { DEFAULT_RULES, PRESENCE, type Rule } from '../../../core/alert/rules.ts';
import type { Alert } from '../../../core/domain/incident.ts';
import { useEngine } from '../../engine.tsx';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { unitOf } from '../../unit-of.ts';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { SeverityBadge } from '../../widgets/SeverityBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { typeOf } from './alert-list.ts';
import { TypeTag } from './TypeTag.tsx';

const words = { en, ko };

/** Read-only list of the built-in rules. */
export function RulesTable(props: { alerts: ReadonlyMap<string, Alert> }) {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const firing = createMemo(() => {
    const counts = new Map<string, number>();
    for (const alert of props.alerts.values()) {
      const key = `${alert.rule} ${alert.severity}`;
      if (alert.state === 'firing') counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  });
  const isIdle = (rule: Rule) =>
    rule.metric !== PRESENCE &&
    !engine.fleet()?.metrics.some((metric) => metric.id === rule.metric);
  const condition = (rule: Rule): string => {
    const metric = terms.metric(rule.metric);
    const limit = format.value(rule.threshold, unitOf(rule.metric));
    switch (rule.signal) {
      case 'reachable':
        return t('rules.condition.reachable');
      case 'reporting':
        return t('rules.condition.reporting');
      case 'predicted':
        return t('rules.condition.predicted', { metric, limit });
      default:
        return t('rules.condition.value', { metric, comparison: rule.comparison, limit });
    }
  };
  return (
    <div class="card alert-rules">
      <p class="alert-rules__note">{t('rules.note')}</p>
      <ScrollRegion class="alert-rules__scroll" label={t('tab.rules')}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('rules.rule')}</th>
              <th scope="col">{t('rules.condition')}</th>
              <th scope="col">{t('rules.for')}</th>
              <th scope="col">{t('rules.severity')}</th>
              <th scope="col">{t('rules.type')}</th>
              <th scope="col" class="num">
                {t('rules.firing')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={DEFAULT_RULES}>
              {(rule) => (
                <tr data-idle-rule={isIdle(rule)}>
                  <th scope="row">
                    <span class="alert-rules__name">
                      <b>{terms.rule(rule.id)}</b>
                      <code>{rule.id}</code>
                    </span>
                  </th>
                  <td>{condition(rule)}</td>
                  <td class="alert-rules__for">{format.duration(rule.for)}</td>
                  <td>
                    <SeverityBadge severity={rule.severity} />
                  </td>
                  <td>
                    <TypeTag type={typeOf(rule.comparison, rule)} />
                  </td>
                  <td class="num">
                    <Show
                      when={!isIdle(rule)}
                      fallback={<span class="muted">{t('rules.idle')}</span>}
                    >
                      {format.number(firing().get(`${rule.id} ${rule.severity}`) ?? 0, 0)}
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
