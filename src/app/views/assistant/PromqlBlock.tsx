/** A query as text, to copy; to open it in the explorer. */
import { ChartSpline, Copy } from 'lucide-solid';
import { createSignal } from 'solid-js';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { useSession } from '../../session.ts';

const words = { en, ko };

/** @param props.promql the query */
export function PromqlBlock(props: { promql: string }) {
  const { t } = useWords(words);
  const session = useSession();
  const [copied, setCopied] = createSignal(false);
  const copy = () =>
    navigator.clipboard.writeText(props.promql).then(
      () => setCopied(true),
      () => setCopied(false), // Denied by the browser: the text can still be selected.
    );
  return (
    <div class="promql">
      <pre class="promql__code">
        <code>{props.promql}</code>
      </pre>
      <span class="promql__actions">
        <button type="button" class="button" data-kind="quiet" onClick={() => void copy()}>
          <Copy size={13} aria-hidden="true" />
          {t(copied() ? 'answer.copied' : 'answer.copyQuery')}
        </button>
        <a
          class="button"
          data-kind="quiet"
          href={session.href({ view: 'explore', selected: undefined, query: props.promql })}
        >
          <ChartSpline size={13} aria-hidden="true" />
          {t('answer.explore')}
        </a>
      </span>
    </div>
  );
}
