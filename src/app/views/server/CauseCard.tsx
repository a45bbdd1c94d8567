/** "Why is this happening?": the strongest suspect of the incident this server is in, its evidence, the others, and what was not checked. */

import { Check, MessageCircleQuestionMark, Sparkles, Waypoints, X } from 'lucide-solid';
import { For, Show } from 'solid-js';
import type { Evidence, Incident, Suspect } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import { useActWords } from '../../act-words.ts';
import { useSession } from '../../session.ts';
import { writeSigma } from '../../sigma.ts';
import { Confidence } from '../../widgets/Confidence.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useMachineWords } from './machine-words.ts';
import { Sentence } from './Sentence.tsx';

/** Candidates below this share are not worth a line. */
const LEAST_SHARE = 0.01;

export function CauseCard(props: { incident: Incident; question: string }) {
  const session = useSession();
  const terms = useTerms();
  const acts = useActWords();
  const { t, format } = useMachineWords();
  const suspects = () => props.incident.suspects.filter((suspect) => suspect.share >= LEAST_SHARE);

  const claim = ({ server, metric, place }: Suspect) =>
    place
      ? acts.blame(place)
      : metric === PRESENCE
        ? t('cause.claimPresence', { server })
        : t('cause.claim', { server, metric: terms.metric(metric) });
  /** Evidence as a sentence, and whether it speaks for the suspect. */
  const read = (evidence: Evidence): { readonly text: string; readonly speaksFor: boolean } => {
    const { kind, metric, value } = evidence;
    switch (kind) {
      case 'first':
        return value <= 0
          ? { text: t('cause.first'), speaksFor: true }
          : { text: t('cause.later', { delay: { n: value, unit: 'ms' } }), speaksFor: false };
      case 'upstream':
        return value === 0
          ? { text: t('cause.waitsForNone'), speaksFor: true }
          : { text: t('cause.waitsFor', { n: value }), speaksFor: false };
      case 'reach':
        return {
          text: t('cause.reach', { share: { n: value, unit: '1' } }),
          speaksFor: value >= 0.5,
        };
      case 'strength':
        return {
          text: t('cause.strength', {
            metric: terms.metric(metric),
            sigma: writeSigma(value, format.number),
          }),
          speaksFor: value >= 3,
        };
      case 'whole':
        return { text: t('cause.whole', { share: { n: value, unit: '1' } }), speaksFor: true };
      case 'alone':
        return {
          text: t('cause.alone', { share: { n: value, unit: '1' } }),
          speaksFor: value >= 0.8,
        };
      default: {
        const never: never = kind;
        return never;
      }
    }
  };
  /** Presence has no values to stray from: its strength is no evidence. */
  const evidenceOf = (suspect: Suspect) =>
    suspect.evidence.filter(
      (evidence) =>
        evidence.kind !== 'strength' || (suspect.metric !== PRESENCE && evidence.value > 0),
    );

  return (
    <section class="card cause" aria-labelledby="cause-title">
      <header class="card__head">
        <Sparkles size={16} />
        <h2 id="cause-title">{t('cause.title')}</h2>
        <div class="card__actions">
          <span class="badge" data-status="infer">
            {t('cause.inferred')}
          </span>
        </div>
      </header>
      <div class="card__body">
        <Show when={suspects().at(0)} fallback={<p class="muted">{t('cause.none')}</p>}>
          {(suspect) => (
            <>
              <p class="cause__claim">
                <Sentence text={claim(suspect())} names={[suspect().server]} />
              </p>
              <Confidence share={suspect().share} />
              <ul class="cause__evidence">
                <For each={evidenceOf(suspect())}>
                  {(evidence) => (
                    <li data-for={read(evidence).speaksFor}>
                      <Show when={read(evidence).speaksFor} fallback={<X size={14} />}>
                        <Check size={14} />
                      </Show>
                      {read(evidence).text}
                    </li>
                  )}
                </For>
              </ul>
              <Show when={suspects().length > 1}>
                <h3 class="visually-hidden">{t('cause.alternatives')}</h3>
                <ul class="cause__others">
                  <For each={suspects().slice(1)}>
                    {(other) => (
                      <li>
                        <a href={session.href({ view: 'server', selected: other.server })}>
                          <span class="mono">{other.server}</span>{' '}
                          <Show when={other.metric !== PRESENCE}>
                            {terms.metric(other.metric, 'short')}
                          </Show>
                        </a>
                        <span class="meter cause__share" aria-hidden="true">
                          <span class="meter__bar" style={{ '--share': other.share }} />
                        </span>
                        <span class="num">{format.value(other.share, '1')}</span>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
              <p class="cause__limit">{t('cause.limit')}</p>
            </>
          )}
        </Show>
      </div>
      <footer class="card__foot">
        <a
          class="button"
          href={session.href({
            view: 'topology',
            selected: suspects().at(0)?.server ?? props.incident.server,
          })}
        >
          <Waypoints size={14} />
          {t('cause.blast')}
        </a>
        <a class="button" href={session.href({ view: 'assistant', selected: props.question })}>
          <MessageCircleQuestionMark size={14} />
          {t('cause.ask')}
        </a>
      </footer>
    </section>
  );
}
