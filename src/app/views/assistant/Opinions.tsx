/** What each detector says of the cited stretch: its highest score against its own limit, told as they arrive. */
import { createSignal, For, onCleanup, Show } from 'solid-js';
import type { Evidence } from '../../../core/assistant/answer.ts';
import { ANOMALY_LINE } from '../../../core/detect/detector.ts';
import { DETECTORS } from '../../../core/detect/detectors.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Opinion } from '../../../core/opinion.ts';
import { useEngine } from '../../engine.tsx';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };
const POINTS = 60;

/** @param props.evidence of one server */
export function Opinions(props: { evidence: Evidence; server: string }) {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const [opinions, setOpinions] = createSignal<readonly Opinion[]>([]);
  const controller = new AbortController();
  onCleanup(() => controller.abort());

  /** One after the other: the engine goes on between two. */
  const gather = async () => {
    const { metric, start, end } = props.evidence;
    for (const { id } of DETECTORS) {
      const request = { detector: id, metric, server: props.server, start, end, points: POINTS };
      const opinion = await engine.call('opinion', request, controller.signal);
      if (opinion) setOpinions((known) => [...known, opinion]);
    }
  };
  gather().catch((error: unknown) => {
    // Closed, or the engine was replaced: what is there is still true.
    if (!(error instanceof EdgeError)) throw error;
  });

  const peakOf = ({ course }: Opinion) =>
    course.reduce((most, score) => (score > most || Number.isNaN(most) ? score : most), Number.NaN);
  return (
    <Show when={opinions().length > 0}>
      <section class="evidence-panel__section">
        <h3>{t('evidence.opinions')}</h3>
        <ul class="opinions">
          <For each={opinions()}>
            {(opinion) => {
              const peak = peakOf(opinion);
              const isKnown = !Number.isNaN(peak);
              const score = isKnown ? format.number(peak, 2) : t('evidence.warming');
              return (
                <li
                  data-over={isKnown && peak >= ANOMALY_LINE}
                  title={t('evidence.opinion', {
                    detector: terms.detector(opinion.detector),
                    score,
                    count: opinion.episodes,
                  })}
                >
                  <span>{terms.detector(opinion.detector)}</span>
                  <span class="opinions__bar" aria-hidden="true">
                    <span style={{ '--value': isKnown ? peakOf(opinion) : 0 }} />
                  </span>
                  <b class="num">{score}</b>
                </li>
              );
            }}
          </For>
        </ul>
        <p class="muted">{t('evidence.opinions.note')}</p>
      </section>
    </Show>
  );
}
