/** A new silence or maintenance window: which alerts, when, who and why, and what it would mute before it is made. */
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { openingAt } from '../../../core/alert/windows.ts';
import type { Schedule } from '../../../core/domain/act.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Alert } from '../../../core/domain/incident.ts';
import { HOUR, MINUTE } from '../../../core/domain/time.ts';
import { isZone } from '../../../core/domain/zone.ts';
import { parseMatchers } from '../../../core/formats/alertmanager.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { useSettings } from '../../settings.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { useInboxWords } from './inbox-words.ts';
import { previewMute, targetTest } from './mute-preview.ts';
import { useActs } from './use-acts.ts';

const KINDS = ['silence', 'once', 'weekly'] as const;
type Kind = (typeof KINDS)[number];
const DURATIONS = [
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  24 * HOUR,
  72 * HOUR,
];
/** A Sunday, to name the days by. */
const SUNDAY = Date.UTC(2026, 2, 1);
const HERE = '';

/**
 * @param props.alerts of the session, for the preview
 * @param props.sources connections that take silences: key and name
 * @param props.initial what it is about at first
 */
export function MuteForm(props: {
  alerts: ReadonlyMap<string, Alert>;
  sources: readonly (readonly [key: string, name: string])[];
  initial: string;
  where: string;
  onDone: () => void;
}) {
  const engine = useEngine();
  const session = useSession();
  const { settings, set } = useSettings();
  const acts = useActs();
  const { t, format } = useInboxWords();
  const id = createUniqueId();
  const [where, setWhere] = createSignal(props.where);
  const [kind, setKind] = createSignal<Kind>('silence');
  const [target, setTarget] = createSignal(props.initial);
  const [duration, setDuration] = createSignal(2 * HOUR);
  const [days, setDays] = createSignal<readonly number[]>([0]);
  const [clock, setClock] = createSignal('02:00');
  const [zone, setZone] = createSignal(format.zone());
  const [start, setStart] = createSignal(localText(engine.snapshot()?.t ?? 0, format.zone()));
  const [why, setWhy] = createSignal('');
  const [error, setError] = createSignal<EdgeError>();
  const now = () => engine.snapshot()?.t ?? 0;

  const test = createMemo(() => {
    const fleet = engine.fleet();
    return fleet && targetTest(target(), fleet);
  });
  const isReadable = () =>
    where() === HERE ? test() !== undefined : parseMatchers(target()) !== undefined;
  const schedule = (): Schedule | undefined => {
    if (where() !== HERE || kind() === 'silence') return undefined;
    if (kind() === 'once') {
      const once = instantOfText(start(), format.zone());
      return once === undefined ? undefined : { once };
    }
    const [hours, minutes] = clock().split(':').map(Number);
    return isZone(zone()) && days().length > 0
      ? { days: days(), minute: hours * 60 + minutes, zone: zone() }
      : undefined;
  };
  const isWhole = () =>
    isReadable() &&
    why().trim() !== '' &&
    (where() === HERE
      ? kind() === 'silence' || schedule() !== undefined
      : settings.author.trim() !== '');
  const preview = createMemo(() => {
    const isMeant = test();
    return isMeant && previewMute(props.alerts.values(), isMeant, schedule(), duration());
  });
  const next = () => {
    const planned = schedule();
    return planned && openingAt(planned, duration(), now());
  };
  const dayName = (day: number) =>
    new Intl.DateTimeFormat(format.locale(), { weekday: 'short', timeZone: 'UTC' }).format(
      SUNDAY + day * 24 * HOUR,
    );

  async function make(event: SubmitEvent) {
    event.preventDefault();
    if (!isWhole()) return;
    setError(undefined);
    try {
      const planned = schedule();
      if (where() !== HERE) {
        const startsAt = Date.now();
        const draft = {
          id: undefined,
          matchers: parseMatchers(target()) ?? [],
          startsAt,
          endsAt: startsAt + duration(),
          createdBy: settings.author.trim(),
          comment: why().trim(),
        };
        await engine.call('silence', { key: where(), draft });
      } else if (planned) await acts.window(target().trim(), duration(), planned, why());
      else await acts.silence(target().trim(), duration(), why());
      props.onDone();
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      setError(cause);
    }
  }

  return (
    <form class="mute-form" aria-label={t('form.title')} onSubmit={(event) => void make(event)}>
      <Show when={props.sources.length > 0}>
        <label>
          <span>{t('form.where')}</span>
          <select class="select" onChange={(event) => setWhere(event.currentTarget.value)}>
            <option value={HERE}>{t('form.where.here')}</option>
            <For each={props.sources}>
              {([key, name]) => (
                <option value={key} selected={key === where()}>
                  {name}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <Show when={where() === HERE}>
        <label>
          <span>{t('form.kind')}</span>
          <select
            class="select"
            data-mute-kind
            onChange={(event) =>
              setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'silence')
            }
          >
            <For each={KINDS}>{(one) => <option value={one}>{t(`form.kind.${one}`)}</option>}</For>
          </select>
        </label>
      </Show>
      <label class="mute-form__wide">
        <span>{t('form.matchers')}</span>
        <input
          class="field mono"
          type="text"
          data-mute-target
          maxlength="500"
          placeholder={'instance=~"web-.*", severity!="critical"'}
          aria-invalid={target().trim() !== '' && !isReadable()}
          aria-describedby={`${id}-matchers`}
          value={target()}
          onInput={(event) => setTarget(event.currentTarget.value)}
        />
        <small id={`${id}-matchers`} class="muted">
          {target().trim() !== '' && !isReadable()
            ? t('form.matchers.bad')
            : t('form.matchers.note')}
        </small>
      </label>
      <Show when={where() === HERE && kind() === 'once'}>
        <label>
          <span>{t('form.start')}</span>
          <input
            class="field"
            type="datetime-local"
            value={start()}
            onInput={(event) => setStart(event.currentTarget.value)}
          />
        </label>
      </Show>
      <Show when={where() === HERE && kind() === 'weekly'}>
        <fieldset class="mute-form__days">
          <legend>{t('form.days')}</legend>
          <For each={[1, 2, 3, 4, 5, 6, 0]}>
            {(day) => (
              <label class="chip">
                <input
                  type="checkbox"
                  checked={days().includes(day)}
                  onChange={() =>
                    setDays((before) =>
                      before.includes(day)
                        ? before.filter((one) => one !== day)
                        : [...before, day].sort((a, b) => a - b),
                    )
                  }
                />
                {dayName(day)}
              </label>
            )}
          </For>
        </fieldset>
        <label>
          <span>{t('form.clock')}</span>
          <input
            class="field"
            type="time"
            value={clock()}
            onInput={(event) => setClock(event.currentTarget.value)}
          />
        </label>
        <label>
          <span>{t('form.zone')}</span>
          <input
            class="field"
            type="text"
            aria-invalid={!isZone(zone())}
            value={zone()}
            onInput={(event) => setZone(event.currentTarget.value)}
          />
          <Show when={!isZone(zone())}>
            <small class="muted">{t('form.zone.bad')}</small>
          </Show>
        </label>
      </Show>
      <label>
        <span>{t('form.duration')}</span>
        <select class="select" onChange={(event) => setDuration(Number(event.currentTarget.value))}>
          <For each={DURATIONS}>
            {(ms) => (
              <option value={ms} selected={ms === duration()}>
                {format.duration(ms)}
              </option>
            )}
          </For>
        </select>
      </label>
      <label>
        <span>{t('act.by')}</span>
        <input
          class="field"
          type="text"
          maxlength="60"
          autocomplete="name"
          value={settings.author}
          onChange={(event) => set({ author: event.currentTarget.value })}
        />
      </label>
      <label class="mute-form__wide">
        <span>{t('form.why')}</span>
        <input
          class="field"
          type="text"
          data-mute-why
          maxlength="500"
          value={why()}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </label>
      <p class="mute-form__preview" aria-live="polite" data-mute-preview>
        <Show when={preview()}>
          {(counts) =>
            t(counts().now > 0 ? 'form.preview' : 'form.preview.none', {
              ...counts(),
              range: format.duration(session.session().range),
            })
          }
        </Show>{' '}
        <Show when={next()}>
          {(opening) =>
            t('form.next', {
              from: format.time(opening().from, 'full'),
              until: format.time(opening().until, 'minute'),
            })
          }
        </Show>
      </p>
      <div class="mute-form__foot">
        <button type="button" class="button" data-kind="quiet" onClick={() => props.onDone()}>
          {t('form.cancel')}
        </button>
        <button type="submit" class="button" data-kind="primary" disabled={!isWhole()}>
          {t('form.make')}
        </button>
      </div>
      <Show when={error()}>{(found) => <ErrorCard error={found()} />}</Show>
    </form>
  );
}

/** Local text of a `datetime-local` field. */
function localText(t: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(t)
    .replace(' ', 'T');
}

/** The instant a `datetime-local` text means in a zone. */
function instantOfText(text: string, zone: string): number | undefined {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return undefined;
  const minute = Math.floor((wall % (24 * HOUR)) / MINUTE);
  const day = new Date(wall).getUTCDay();
  // The zone's own calendar finds it: the opening on that day of the week at that minute.
  return openingAt({ days: [day], minute, zone }, MINUTE, wall - 14 * HOUR)?.from;
}
