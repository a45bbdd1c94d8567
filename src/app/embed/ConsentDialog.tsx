/** Asks the reader whether an unknown portal may connect: who it is, what it could do then, what it never can. */
import { embed as en } from '../i18n/en/embed.ts';
import { useWords } from '../i18n/i18n.tsx';
import { embed as ko } from '../i18n/ko/embed.ts';
import { Modal } from '../widgets/Modal.tsx';
import type { Consent } from './gate.ts';
import { canRemember } from './trust.ts';

const words = { en, ko };

/** @param props.origin who asks; `undefined` while nobody does. Escape is a no. */
export function ConsentDialog(props: {
  origin: string | undefined;
  onAnswer: (consent: Consent) => void;
}) {
  const { t } = useWords(words);
  const title = () => t('consent.title', { origin: '\u0000' }).split('\u0000');
  return (
    <Modal
      open={props.origin !== undefined}
      onClose={() => props.onAnswer('never')}
      label={t('consent.label')}
      class="consent"
    >
      <h2>
        {title()[0]}
        <code translate="no">{props.origin}</code>
        {title()[1]}
      </h2>
      <p>{t('consent.may')}</p>
      <ul>
        <li>{t('consent.read')}</li>
        <li>{t('consent.move')}</li>
      </ul>
      <p class="muted">{t('consent.never')}</p>
      <footer>
        <button type="button" class="button" onClick={() => props.onAnswer('never')}>
          {t('consent.no')}
        </button>
        <button type="button" class="button" onClick={() => props.onAnswer('once')}>
          {t('consent.once')}
        </button>
        {canRemember() && (
          <button
            type="button"
            class="button"
            data-kind="primary"
            onClick={() => props.onAnswer('always')}
          >
            {t('consent.always')}
          </button>
        )}
      </footer>
    </Modal>
  );
}
