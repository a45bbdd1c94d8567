/** One route's form: which alerts, together how, when, where to. Each change is kept at once. */
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { SEVERITIES, type Severity } from '../../../../core/domain/incident.ts';
import type { Channel, Route } from '../../../../core/domain/notify.ts';
import { DAY, HOUR, MINUTE, type Ms, SECOND } from '../../../../core/domain/time.ts';
import { parseMatchers, writeMatchers } from '../../../../core/formats/alertmanager.ts';
import { Segmented } from '../../../widgets/Segmented.tsx';
import { useTerms } from '../../../widgets/terms.ts';
import { type NotifyKey, useNotifyWords } from './words.ts';

const WAITS: readonly Ms[] = [0, 5 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE];
const INTERVALS: readonly Ms[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];
const REPEATS: readonly Ms[] = [0, HOUR, 4 * HOUR, 12 * HOUR, DAY];
const DIGESTS: readonly Ms[] = [15 * MINUTE, HOUR, 4 * HOUR, DAY];

/** The form. */
export function RouteEditor(props: {
  route: Route;
  name: string;
  channels: readonly Channel[];
  channelName: (id: string) => string;
  onChange: (change: Partial<Route>) => void;
  onDone: () => void;
}) {
  const nameId = createUniqueId();
  const matchersId = createUniqueId();
  const groupId = createUniqueId();
  const terms = useTerms();
  const { t } = useNotifyWords();
  const [matchers, setMatchers] = createSignal(writeMatchers(props.route.matchers));
  const parsed = () => (matchers().trim() === '' ? [] : parseMatchers(matchers()));
  const turn = <T,>(list: readonly T[], one: T, isOn: boolean): readonly T[] =>
    isOn ? [...list, one] : list.filter((other) => other !== one);
  return (
    <section class="notify-form" aria-label={props.name}>
      <label for={nameId}>{t('route.name')}</label>
      <input
        id={nameId}
        class="field"
        maxlength={60}
        placeholder={props.name}
        value={props.route.name}
        onChange={(event) => props.onChange({ name: event.currentTarget.value.trim() })}
      />
      <span>{t('route.severities')}</span>
      <Checks
        label={t('route.severities')}
        hint={t('route.severities.hint')}
        options={SEVERITIES.map((id) => ({ id, label: terms.severity(id) }))}
        chosen={props.route.severities}
        onTurn={(id, isOn) =>
          props.onChange({ severities: turn<Severity>(props.route.severities, id, isOn) })
        }
      />
      <label for={matchersId}>{t('route.matchers')}</label>
      <div class="notify-stack">
        <input
          id={matchersId}
          class="field mono"
          placeholder='role="db"'
          spellcheck={false}
          aria-invalid={parsed() === undefined}
          value={matchers()}
          onInput={(event) => setMatchers(event.currentTarget.value)}
          onChange={() => {
            const now = parsed();
            if (now) props.onChange({ matchers: now });
          }}
        />
        <p class="setting__hint">
          {t(parsed() === undefined ? 'route.matchers.bad' : 'route.matchers.hint')}
        </p>
      </div>
      <span>{t('route.channels')}</span>
      <Checks
        label={t('route.channels')}
        options={props.channels.map(({ id }) => ({ id, label: props.channelName(id) }))}
        chosen={props.route.channels}
        onTurn={(id, isOn) => props.onChange({ channels: turn(props.route.channels, id, isOn) })}
      />
      <span>{t('route.when')}</span>
      <Segmented
        label={t('route.when')}
        options={(['now', 'digest'] as const).map((value) => ({
          value,
          label: t(`route.when.${value}`),
        }))}
        value={props.route.digest > 0 ? 'digest' : 'now'}
        onChange={(when) => props.onChange({ digest: when === 'digest' ? HOUR : 0 })}
      />
      <Show
        when={props.route.digest === 0}
        fallback={
          <Span
            label="route.digest"
            values={DIGESTS}
            value={props.route.digest}
            onChange={(digest) => props.onChange({ digest })}
          />
        }
      >
        <label for={groupId}>{t('route.groupBy')}</label>
        <div class="notify-stack">
          <input
            id={groupId}
            class="field mono"
            spellcheck={false}
            value={props.route.groupBy.join(', ')}
            onChange={(event) =>
              props.onChange({
                groupBy: event.currentTarget.value
                  .split(/[\s,]+/u)
                  .filter((label) => /^[a-zA-Z_]\w*$/u.test(label)),
              })
            }
          />
          <p class="setting__hint">{t('route.groupBy.hint')}</p>
        </div>
        <Span
          label="route.wait"
          values={WAITS}
          value={props.route.groupWait}
          onChange={(groupWait) => props.onChange({ groupWait })}
        />
        <Span
          label="route.interval"
          values={INTERVALS}
          value={props.route.groupInterval}
          onChange={(groupInterval) => props.onChange({ groupInterval })}
        />
        <Span
          label="route.repeat"
          values={REPEATS}
          value={props.route.repeatInterval}
          none="route.repeat.never"
          onChange={(repeatInterval) => props.onChange({ repeatInterval })}
        />
      </Show>
      <div class="notify-form__wide notify-checks">
        <Check
          label={t('route.quiet')}
          checked={props.route.quiet}
          onChange={(quiet) => props.onChange({ quiet })}
        />
        <Check
          label={t('route.goOn')}
          checked={props.route.goOn}
          onChange={(goOn) => props.onChange({ goOn })}
        />
        <Check
          label={t('route.enabled')}
          checked={props.route.enabled}
          onChange={(enabled) => props.onChange({ enabled })}
        />
      </div>
      <p class="notify-form__foot notify-form__wide">
        <button type="button" class="button" onClick={() => props.onDone()}>
          {t('route.done')}
        </button>
      </p>
    </section>
  );
}

/** A length of time out of a few; one that is none of them is offered too. */
function Span(props: {
  label: NotifyKey;
  values: readonly Ms[];
  value: Ms;
  none?: NotifyKey;
  onChange: (value: Ms) => void;
}) {
  const id = createUniqueId();
  const { t, format } = useNotifyWords();
  const values = () => [...new Set([...props.values, props.value])].sort((a, b) => a - b);
  return (
    <>
      <label for={id}>{t(props.label)}</label>
      <select
        id={id}
        class="select"
        onChange={(event) => props.onChange(Number(event.currentTarget.value))}
      >
        <For each={values()}>
          {(value) => (
            <option value={value} selected={value === props.value}>
              {value === 0 && props.none ? t(props.none) : format.duration(value)}
            </option>
          )}
        </For>
      </select>
    </>
  );
}

/** One thing to tick. */
export function Check(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label class="notify-check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}

/** Several of a few. */
export function Checks<T extends string | number>(props: {
  label: string;
  hint?: string;
  options: readonly { readonly id: T; readonly label: string }[];
  chosen: readonly T[];
  onTurn: (id: T, isOn: boolean) => void;
}) {
  return (
    <div class="notify-stack">
      <fieldset class="notify-checks">
        <legend class="visually-hidden">{props.label}</legend>
        <For each={props.options.map(({ id }) => id)}>
          {(id) => (
            <Check
              label={props.options.find((option) => option.id === id)?.label ?? String(id)}
              checked={props.chosen.includes(id)}
              onChange={(isOn) => props.onTurn(id, isOn)}
            />
          )}
        </For>
      </fieldset>
      <Show when={props.hint}>
        <p class="setting__hint">{props.hint}</p>
      </Show>
    </div>
  );
}
