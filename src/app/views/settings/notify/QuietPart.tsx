/** Quiet hours: when, on which evenings, in which zone, and what gets through. */
import { createUniqueId, Show } from 'solid-js';
import { isQuiet, quietEnd } from '../../../../core/alert/quiet-hours.ts';
import type { QuietHours } from '../../../../core/domain/notify.ts';
import { HOUR, MINUTE, type Ms } from '../../../../core/domain/time.ts';
import { useReader } from '../../../i18n/i18n.tsx';
import { Setting } from '../Setting.tsx';
import { Check, Checks } from './RouteEditor.tsx';
import type { NotifyStore } from './store.ts';
import { useNotifyWords } from './words.ts';

/** Monday first. */
const DAYS = [1, 2, 3, 4, 5, 6, 0] as const;

/** The part of the card. */
export function QuietPart(props: { store: NotifyStore; quiet: QuietHours }) {
  const id = createUniqueId();
  const fromId = createUniqueId();
  const toId = createUniqueId();
  const reader = useReader();
  const { t, format } = useNotifyWords();
  const set = (change: Partial<QuietHours>) =>
    props.store.update({ quiet: { ...props.quiet, ...change } });
  const now = () => (props.quiet.enabled && isQuiet(props.quiet, Date.now()) ? Date.now() : NaN);
  const clock = (ms: Ms) =>
    `${String(Math.floor(ms / HOUR)).padStart(2, '0')}:${String(Math.floor((ms % HOUR) / MINUTE)).padStart(2, '0')}`;
  const read = (text: string, apply: (ms: Ms) => void) => {
    const [, hours, minutes] = /^(\d\d):(\d\d)/u.exec(text) ?? [];
    if (hours !== undefined) apply(Number(hours) * HOUR + Number(minutes) * MINUTE);
  };
  return (
    <section class="notify-part" aria-labelledby="notify-quiet">
      <h3 id="notify-quiet">{t('quiet.title')}</h3>
      <Setting
        label={t('quiet.enabled')}
        hint={
          Number.isNaN(now())
            ? t('quiet.hint')
            : t('quiet.now', { until: format.time(quietEnd(props.quiet, now()), 'minute') })
        }
        for={id}
      >
        <input
          id={id}
          type="checkbox"
          class="switch"
          checked={props.quiet.enabled}
          onChange={(event) =>
            set({
              enabled: event.currentTarget.checked,
              ...(event.currentTarget.checked && { zone: reader.zone() }),
            })
          }
        />
      </Setting>
      <Show when={props.quiet.enabled}>
        <div class="notify-form">
          <label for={fromId}>{t('quiet.from')}</label>
          <span class="notify-times">
            <input
              id={fromId}
              class="field num"
              type="time"
              value={clock(props.quiet.from)}
              onChange={(event) => read(event.currentTarget.value, (from) => set({ from }))}
            />
            <label for={toId}>{t('quiet.to')}</label>
            <input
              id={toId}
              class="field num"
              type="time"
              value={clock(props.quiet.to)}
              onChange={(event) => read(event.currentTarget.value, (to) => set({ to }))}
            />
            <span class="setting__hint">{t('quiet.zone', { zone: props.quiet.zone })}</span>
          </span>
          <span>{t('quiet.days')}</span>
          <Checks
            label={t('quiet.days')}
            options={DAYS.map((day) => ({ id: day as number, label: t(`day.${day}`) }))}
            chosen={props.quiet.days}
            onTurn={(day, isOn) =>
              set({
                days: isOn
                  ? [...props.quiet.days, day].sort()
                  : props.quiet.days.filter((other) => other !== day),
              })
            }
          />
          <div class="notify-form__wide">
            <Check
              label={t('quiet.critical')}
              checked={props.quiet.critical}
              onChange={(critical) => set({ critical })}
            />
          </div>
        </div>
      </Show>
    </section>
  );
}
