/** How a delivery went, as a sentence. */
import type { Outcome } from '../../../../core/domain/notify.ts';
import type { Translate } from '../../../i18n/i18n.tsx';
import type { NotifyKey } from './words.ts';

/** The sentence of one outcome; a success says how long it took where that was measured. */
export function outcomeText(
  t: Translate<NotifyKey>,
  outcome: Outcome,
  status?: number,
  took = 0,
): string {
  if (outcome === 'ok' && took > 0) return t('outcome.ok.took', { took });
  return t(`outcome.${outcome}`, { status: status ?? 0 });
}
