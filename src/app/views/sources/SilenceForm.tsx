/** A new silence at an Alertmanager: what it would mute is counted before it is made. */
import { createEffect, createSignal, on, Show } from 'solid-js';
import { matchesSilence, type RemoteAlert } from '../../../core/domain/alertmanager.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import { HOUR, MINUTE } from '../../../core/domain/time.ts';
import { parseMatchers, writeMatchers } from '../../../core/formats/alertmanager.ts';
import { useEngine } from '../../engine.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Select, Text } from './ConnectionFields.tsx';
import { useConnectionWords } from './connection-words.ts';

const DURATIONS = [15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 24 * HOUR, 7 * 24 * HOUR];

/** Matchers that hold for one alert and no other. */
const matchersFor = ({ labels }: RemoteAlert) =>
  writeMatchers(
    Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
  );

/**
 * @param props.alerts what fires there now, for the preview
 * @param props.proposed the alert whose silence was asked for: its labels are filled in
 * @param props.onMade called after the source confirmed it
 */
export function SilenceForm(props: {
  connection: string;
  alerts: readonly RemoteAlert[];
  proposed?: RemoteAlert | undefined;
  onMade: () => void;
}) {
  const engine = useEngine();
  const { t, format } = useConnectionWords();
  const [matchers, setMatchers] = createSignal('');
  const [duration, setDuration] = createSignal(2 * HOUR);
  const [who, setWho] = createSignal('');
  const [why, setWhy] = createSignal('');
  const [isMade, setMade] = createSignal(false);
  const [error, setError] = createSignal<EdgeError>();
  let form: HTMLFormElement | undefined;
  createEffect(
    on(
      () => props.proposed,
      (alert) => {
        if (!alert) return;
        setMatchers(matchersFor(alert));
        setMade(false);
        form?.querySelector<HTMLInputElement>('[autocomplete="name"]')?.focus();
      },
    ),
  );
  const parsed = () => parseMatchers(matchers());
  const muted = () =>
    props.alerts.filter(({ labels }) => matchesSilence(parsed() ?? [], labels)).length;
  const isWhole = () => parsed() !== undefined && who().trim() !== '' && why().trim() !== '';

  async function make(event: SubmitEvent) {
    event.preventDefault();
    const list = parsed();
    if (!list || !isWhole()) return;
    setError(undefined);
    try {
      const startsAt = Date.now();
      const endsAt = startsAt + duration();
      const draft = {
        id: undefined,
        matchers: list,
        startsAt,
        endsAt,
        createdBy: who().trim(),
        comment: why().trim(),
      };
      await engine.call('silence', { key: props.connection, draft });
      setMatchers('');
      setMade(true);
      props.onMade();
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      setError(cause);
    }
  }

  return (
    <form ref={form} class="am-form" onSubmit={(event) => void make(event)}>
      <h4>{t('am.silence.new')}</h4>
      <div class="source-form">
        <Text
          label={t('am.silence.matchers')}
          value={matchers()}
          onInput={(text) => {
            setMatchers(text);
            setMade(false);
          }}
          isBad={matchers() !== '' && parsed() === undefined}
          note={
            matchers() !== '' && parsed() === undefined
              ? t('am.silence.matchers.bad')
              : t('am.silence.matchers.note')
          }
          isCode
        />
        <Select
          label={t('am.silence.duration')}
          value={String(duration())}
          options={DURATIONS.map((ms) => [String(ms), format.duration(ms)])}
          onChange={(value) => setDuration(Number(value))}
        />
        <Text label={t('am.silence.creator')} value={who()} onInput={setWho} autocomplete="name" />
        <Text label={t('am.silence.comment')} value={why()} onInput={setWhy} />
      </div>
      <footer class="source-connect__foot">
        <p class="muted" aria-live="polite">
          <Show when={parsed()} fallback={isMade() ? t('am.silence.made') : ''}>
            {t('am.silence.mutes', { count: muted() })}
          </Show>
        </p>
        <button type="submit" class="button" data-kind="accent" disabled={!isWhole()}>
          {t('am.silence.make')}
        </button>
      </footer>
      <Show when={error()}>{(found) => <ErrorCard error={found()} />}</Show>
    </form>
  );
}
