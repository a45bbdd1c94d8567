/** One rule of the list: whether it is on, its severity, name, condition, scope, how it stands now, and what can be done with it. */
import { Copy, Pencil, Trash2 } from 'lucide-solid';
import { Show } from 'solid-js';
import { PRESENCE, type Rule } from '../../../../core/domain/rule.ts';
import { seriesBehind } from '../../../../core/formats/prometheus-mapping.ts';
import { useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { SeverityBadge } from '../../../widgets/SeverityBadge.tsx';
import { typeOf } from '../alert-list.ts';
import { TypeTag } from '../TypeTag.tsx';
import { useRuleWords } from './rule-words.ts';

const words = { en, ko };

/** How many alerts of a rule there are now. */
export interface RuleCounts {
  readonly firing: number;
  readonly pending: number;
  readonly noData: number;
}

/** @param props.kind built in, built in and changed, or made here */
export function RuleRow(props: {
  rule: Rule;
  counts: RuleCounts;
  kind: 'builtIn' | 'changed' | 'own';
  isBusy: boolean;
  onToggle: () => void;
  onEdit: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
}) {
  const engine = useEngine();
  const { t, format } = useWords(words);
  const ruleWords = useRuleWords();
  const name = () => ruleWords.name(props.rule);
  const isIdle = () =>
    props.rule.metric !== PRESENCE &&
    !engine.fleet()?.metrics.some(({ id }) => id === props.rule.metric);
  /** What the source would have to tell: node_exporter's series, or the metric itself. */
  const needed = () => {
    const series = seriesBehind(props.rule.metric);
    return series.length > 0 ? series : [props.rule.metric];
  };
  return (
    <li class="rule-row" data-rule={props.rule.id} data-off={props.rule.enabled ? undefined : ''}>
      <label class="rule-row__switch">
        <input
          type="checkbox"
          role="switch"
          aria-checked={props.rule.enabled}
          checked={props.rule.enabled}
          disabled={props.isBusy}
          aria-label={t('list.toggle', { rule: name() })}
          onChange={() => props.onToggle()}
        />
      </label>
      <div class="rule-row__name">
        <button type="button" class="rule-row__open" onClick={() => props.onEdit()}>
          {name()}
        </button>
        <Show when={name() !== props.rule.id}>
          <code>{props.rule.id}</code>
        </Show>
        <Show when={props.kind !== 'builtIn'}>
          <span class="rule-row__kind">
            {t(props.kind === 'own' ? 'list.own' : 'list.changed')}
          </span>
        </Show>
      </div>
      <span class="rule-row__severity">
        <SeverityBadge severity={props.rule.severity} />
      </span>
      <div class="rule-row__condition">
        <span>
          {ruleWords.condition(props.rule)}{' '}
          <small class="num">
            {props.rule.for > 0
              ? t('list.for', { duration: format.duration(props.rule.for) })
              : t('list.atonce')}
          </small>
        </span>
        <Show
          when={!isIdle()}
          fallback={<small>{t('list.needs', { names: needed().join(', ') })}</small>}
        >
          <small class={props.rule.scope.length > 0 ? 'mono' : undefined}>
            {ruleWords.scope(props.rule)}
          </small>
        </Show>
      </div>
      <span class="rule-row__type">
        <TypeTag type={typeOf(props.rule.comparison, props.rule)} />
      </span>
      <div class="rule-row__counts num">
        <Show when={props.rule.enabled} fallback={<span>{t('list.off')}</span>}>
          <Show when={!isIdle()} fallback={<span>{t('list.idle')}</span>}>
            <Show when={props.counts.firing > 0}>
              <b>{t('list.firing', { count: props.counts.firing })}</b>
            </Show>
            <Show when={props.counts.noData > 0}>
              <b>{t('list.nodata', { count: props.counts.noData })}</b>
            </Show>
            <Show when={props.counts.pending > 0}>
              <span>{t('list.pending', { count: props.counts.pending })}</span>
            </Show>
            <Show when={props.counts.firing + props.counts.noData + props.counts.pending === 0}>
              <span>{t('list.calm')}</span>
            </Show>
          </Show>
        </Show>
      </div>
      <div class="rule-row__acts">
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          aria-label={t('list.edit', { rule: name() })}
          title={t('list.edit', { rule: name() })}
          onClick={() => props.onEdit()}
        >
          <Pencil size={14} aria-hidden="true" />
        </button>
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          aria-label={t('list.duplicate', { rule: name() })}
          title={t('list.duplicate', { rule: name() })}
          onClick={() => props.onDuplicate()}
        >
          <Copy size={14} aria-hidden="true" />
        </button>
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          disabled={props.isBusy}
          aria-label={t('list.delete', { rule: name() })}
          title={t('list.delete', { rule: name() })}
          onClick={() => props.onDelete()}
        >
          <Trash2 size={14} aria-hidden="true" />
        </button>
      </div>
    </li>
  );
}
