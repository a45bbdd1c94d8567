/** Shown instead of the console where the portal took its origin away: what is wrong, and what the portal has to change. */
import { embed as en } from '../i18n/en/embed.ts';
import { useWords } from '../i18n/i18n.tsx';
import { embed as ko } from '../i18n/ko/embed.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';

const words = { en, ko };

/** Needs neither engine nor session. */
export function Sandboxed() {
  const { t } = useWords(words);
  return (
    <main class="embed embed--message" data-idle>
      <EmptyState title={t('sandboxed.title')}>
        <p>{t('sandboxed.text')}</p>
        <a class="button" href={location.href.split('?')[0]} target="_blank" rel="noopener">
          {t('open.long')}
        </a>
      </EmptyState>
    </main>
  );
}
