/** The post-mortem of an incident: a draft from its story, edited by people, kept on this device. */
import { Copy, Download, RotateCcw } from 'lucide-solid';
import { createEffect, createSignal, on } from 'solid-js';
import type { Response, StoryLine } from '../../../core/alert/story.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import type { Locale } from '../../../core/domain/session.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { useReader } from '../../i18n/i18n.tsx';
import { incidentLabel } from '../../incident-label.ts';
import { createKept } from '../../kept.ts';
import { Modal } from '../../widgets/Modal.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { saveText } from '../quality/download.ts';
import { CHART_POINTS, chartSpan } from './alert-list.ts';
import { useInboxWords } from './inbox-words.ts';
import { type Measured, worstOf, writePostMortem } from './post-mortem.ts';

/** Series measured for the table: the naming one and the earliest others. */
const MEASURED = 8;

export default function PostMortem(props: {
  incident: Incident;
  alerts: readonly Alert[];
  story: readonly StoryLine[];
  response: Response;
  isHere: boolean;
  zone: string | undefined;
  onClose: () => void;
}) {
  const engine = useEngine();
  const reader = useReader();
  const { t } = useInboxWords();
  const [language, setLanguage] = createSignal<Locale>(reader.locale());
  const [isCopied, setCopied] = createSignal(false);
  const kept = createKept<string>(engine, `post-mortem:${props.incident.id}`, '', (raw) =>
    typeof raw === 'string' ? raw : undefined,
  );
  const now = engine.snapshot()?.t ?? props.incident.openedAt;
  const measured = createQuery(async (signal): Promise<readonly Measured[]> => {
    if (!props.isHere) return [];
    const wanted = props.alerts
      .filter((alert) => alert.metric !== PRESENCE && alert.comparison !== 'absent')
      .toSorted((a, b) => a.since - b.since)
      .slice(0, MEASURED);
    const found = await Promise.all(
      wanted.map(async (alert) => {
        const { metric, server } = alert;
        const span = chartSpan(alert, now);
        const series = await engine.call(
          'detail',
          { metric, server, ...span, points: CHART_POINTS, horizon: 0 },
          signal,
        );
        const worst = worstOf(alert, series.times, series.values);
        return worst
          ? [
              {
                alert,
                value: worst.value,
                at: worst.at,
                low: series.low[worst.index],
                high: series.high[worst.index],
              },
            ]
          : [];
      }),
    );
    return found.flat();
  });
  const write = () =>
    kept.update(() =>
      writePostMortem(
        {
          incident: props.incident,
          story: props.story,
          response: props.response,
          measured: measured() ?? [],
          now,
        },
        language(),
        reader.zone(),
        reader.options(),
      ),
    );
  // Written once what is measured has arrived, unless a draft was kept.
  createEffect(
    on([measured, kept.loaded], ([facts, isLoaded]) => {
      if (facts && isLoaded && kept.value() === '') write();
    }),
  );
  async function copy() {
    await navigator.clipboard.writeText(kept.value());
    setCopied(true);
  }

  const title = () => t('pm.title', { incident: incidentLabel(props.incident.id) });
  return (
    <Modal open label={title()} class="post-mortem" onClose={props.onClose}>
      <div class="post-mortem__head">
        <h2>{title()}</h2>
        <Segmented
          label={t('pm.language')}
          options={[
            { value: 'en', label: 'English' },
            { value: 'ko', label: '한국어' },
          ]}
          value={language()}
          onChange={(next) => {
            setLanguage(next);
            write();
          }}
        />
      </div>
      <textarea
        class="field post-mortem__text mono"
        aria-label={t('pm.text')}
        lang={language()}
        value={kept.value()}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setCopied(false);
          kept.update(() => text);
        }}
      />
      <div class="post-mortem__foot">
        <span class="muted">{t('pm.kept')}</span>
        <button type="button" class="button" data-kind="quiet" onClick={write}>
          <RotateCcw size={14} aria-hidden="true" />
          {t('pm.renew')}
        </button>
        <button type="button" class="button" onClick={() => void copy()}>
          <Copy size={14} aria-hidden="true" />
          <span aria-live="polite">{t(isCopied() ? 'pm.copied' : 'pm.copy')}</span>
        </button>
        <button
          type="button"
          class="button"
          onClick={() =>
            saveText(`post-mortem-${props.incident.id}.md`, kept.value(), 'text/markdown')
          }
        >
          <Download size={14} aria-hidden="true" />
          {t('pm.save')}
        </button>
        <button type="button" class="button" data-kind="primary" onClick={() => props.onClose()}>
          {t('pm.close')}
        </button>
      </div>
    </Modal>
  );
}
