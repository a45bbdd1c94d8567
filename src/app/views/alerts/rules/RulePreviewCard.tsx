/** What a rule would have done: how often, when and on which servers, replayed by the evaluator that judges live. */
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { Rule } from '../../../../core/domain/rule.ts';
import type { RulePreview } from '../../../../core/rule-preview.ts';
import { createQuery, useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { useSession } from '../../../session.ts';
import { unitOf } from '../../../unit-of.ts';
import { ErrorCard } from '../../../widgets/ErrorCard.tsx';
import { TableTwin } from '../../../widgets/TableTwin.tsx';

const words = { en, ko };
/** Typing is over when nothing changed for this long. */
const SETTLE_MS = 350;
const MOST_SERVERS = 8;
const WIDTH = 1000;
/** A firing is drawn at least this wide. */
const LEAST = 3;

/** @param props.rule the rule as it stands; `undefined` while it cannot be one */
export function RulePreviewCard(props: {
  rule: Rule | undefined;
  onResult: (preview: RulePreview | undefined) => void;
}) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useWords(words);
  const wanted = createMemo(() => (props.rule ? JSON.stringify(judged(props.rule)) : ''));
  const [settled, setSettled] = createSignal<Rule | undefined>(props.rule);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      wanted,
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => setSettled(props.rule), SETTLE_MS);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const range = () => session.session().range;
  /** The instant the preview is made at: it does not begin anew with every tick. */
  const at = createMemo(on(settled, () => engine.snapshot()?.t));
  const preview = createQuery((signal) => {
    const rule = settled();
    const end = at();
    return rule && end !== undefined
      ? engine.call('previewRule', { rule, start: end - range() }, signal)
      : undefined;
  });
  createEffect(() => props.onResult(preview()));
  /** What could be replayed, once that is known: a session may be younger than its range. */
  const stretch = () => {
    const found = preview();
    return format.duration(found ? found.end - found.start : range());
  };

  return (
    <section
      class="rule-preview"
      aria-label={t('preview.title', { range: stretch() })}
      aria-busy={preview.loading()}
      data-ready={preview() && !preview.loading() && settled() === props.rule ? '' : undefined}
    >
      <h3>{t('preview.title', { range: stretch() })}</h3>
      <Show when={props.rule} fallback={<p class="muted">{t('preview.waiting')}</p>}>
        <Show when={preview.error()}>{(error) => <ErrorCard error={error()} />}</Show>
        <div
          class="rule-preview__progress"
          data-running={preview.loading() ? '' : undefined}
          style={{ '--share': String(preview.loading() ? engine.rulePreview() : 1) }}
        />
        <Show
          when={preview()}
          fallback={
            <p class="muted num">
              {t('preview.running', { share: format.value(engine.rulePreview(), '1') })}
            </p>
          }
        >
          {(found) => <Outcome preview={found()} metric={settled()?.metric ?? ''} />}
        </Show>
      </Show>
    </section>
  );
}

/** A preview in one sentence. */
export function usePreviewSentence(): (preview: RulePreview) => string {
  const { t } = useWords(words);
  return ({ isIdle, judged, fired, servers }) => {
    if (isIdle) return t('preview.idle');
    if (judged === 0) return t('preview.nobody');
    return fired === 0
      ? t('preview.never')
      : t('preview.fired', { count: fired, servers: servers.length });
  };
}

/** Only what changes the outcome: texts and names do not. */
function judged(rule: Rule): Partial<Rule> {
  const { texts: _t, id: _i, enabled: _e, severity: _s, ...rest } = rule;
  return rest;
}

function Outcome(props: { preview: RulePreview; metric: string }) {
  const { t, format } = useWords(words);
  const p = () => props.preview;
  const shown = () => p().servers.slice(0, MOST_SERVERS);
  const sentence = usePreviewSentence();
  const path = (server: string) => {
    const { start, end, spans } = p();
    const x = (at: number) => ((Math.max(at, start) - start) / Math.max(1, end - start)) * WIDTH;
    return spans
      .filter((span) => span.server === server)
      .map(({ firedAt, endedAt }) => {
        const from = Math.min(x(firedAt), WIDTH - LEAST);
        const until = Math.max(from + LEAST, Math.min(WIDTH, x(endedAt ?? end)));
        return `M${from.toFixed(1)} 0H${until.toFixed(1)}V1H${from.toFixed(1)}Z`;
      })
      .join('');
  };
  return (
    <>
      <p class="rule-preview__sentence" role="status" data-fired={p().fired}>
        <b>{sentence(p())}</b>
      </p>
      <Show when={p().judged > 0 && !p().isIdle}>
        <p class="muted num">
          {t('preview.judged', { count: p().judged })}{' '}
          {t('preview.now', { firing: p().firing, pending: p().pending, nodata: p().noData })}
        </p>
      </Show>
      <Show when={p().fired > 0}>
        <p class="muted num">
          {t('preview.first', { first: format.time(p().first), last: format.time(p().last) })}
        </p>
        <ul class="rule-preview__servers">
          <For each={shown()}>
            {({ server, fired, lasted }) => (
              <li>
                <span class="mono">{server}</span>
                <svg
                  viewBox={`0 0 ${WIDTH} 1`}
                  preserveAspectRatio="none"
                  role="img"
                  aria-label={t('preview.server', {
                    server,
                    count: fired,
                    duration: format.duration(lasted),
                  })}
                >
                  <path d={path(server)} />
                </svg>
                <span class="num">{format.number(fired, 0)}</span>
              </li>
            )}
          </For>
        </ul>
        <p class="rule-preview__axis num" aria-hidden="true">
          <span>{format.time(p().start, 'minute')}</span>
          <span>{format.time(p().end, 'minute')}</span>
        </p>
        <Show when={p().servers.length > MOST_SERVERS}>
          <p class="muted">{t('preview.more', { count: p().servers.length - MOST_SERVERS })}</p>
        </Show>
        <TableTwin
          caption={t('preview.twin')}
          head={[
            t('preview.head.server'),
            t('preview.head.from'),
            t('preview.head.until'),
            t('preview.head.value'),
          ]}
          rows={p().spans.map(({ server, firedAt, endedAt, value }) => [
            server,
            format.time(firedAt),
            endedAt === undefined ? t('preview.lasting') : format.time(endedAt),
            format.value(value, unitOf(props.metric)),
          ])}
        />
      </Show>
      <p class="rule-preview__note">{t('preview.note')}</p>
    </>
  );
}
