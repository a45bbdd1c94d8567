/** Rules in words: condition, scope, and the unit limits are typed in. */
import { metricById } from '../../../../core/domain/metrics.ts';
import { formatScope, type Rule } from '../../../../core/domain/rule.ts';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { unitOf } from '../../../unit-of.ts';
import { useTerms } from '../../../widgets/terms.ts';

const words = { en, ko };

/** Unit beside a field where limits are typed as they are stored; empty for bare numbers. */
export function unitWord(metric: string): string {
  const unit = metricById(metric)?.unit;
  if (unit === undefined || unit === '{value}' || unit === '{load}') return '';
  return unit === 'Cel' ? '°C' : unit === 'By/s' ? 'B/s' : unit === '{request}/s' ? '/s' : unit;
}

/** Wording in the reader's language. */
export interface RuleWords {
  /** A built-in rule's name in words, its own name for any other. */
  readonly name: (rule: Pick<Rule, 'id'>) => string;
  /** `CPU > 90%`. */
  readonly condition: (rule: Rule) => string;
  readonly scope: (rule: Rule) => string;
}

/** Wording of rules; reactive to the language. */
export function useRuleWords(): RuleWords {
  const terms = useTerms();
  const { t, format } = useWords(words);
  return {
    name: ({ id }) => terms.rule(id),
    condition(rule) {
      const limit =
        rule.signal === 'score'
          ? format.number(rule.threshold, 2)
          : format.value(rule.threshold, unitOf(rule.metric));
      return t(`condition.${rule.signal}`, {
        metric: terms.metric(rule.metric),
        comparison: rule.comparison,
        limit,
        window: format.duration(rule.window),
        ahead: format.duration(rule.ahead),
      });
    },
    scope: ({ scope }) => (scope.length === 0 ? t('list.everyone') : formatScope(scope)),
  };
}
