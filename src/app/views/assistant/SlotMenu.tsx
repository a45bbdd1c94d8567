/** What one slot can be set to: servers and metrics of the fleet, windows, limits, counts and fixed words. */
import { X } from 'lucide-solid';
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { SEVERITIES } from '../../../core/domain/incident.ts';
import { isMetricId } from '../../../core/domain/metrics.ts';
import {
  GROUPS,
  SCENARIO_WORDS,
  type SlotKey,
  type SlotValue,
  type UnderstoodSlot,
} from '../../../core/domain/question.ts';
import { useEngine } from '../../engine.tsx';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { unitOf } from '../../unit-of.ts';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { PopOption } from './PopMenu.tsx';
import { WINDOWS, windowOf } from './slot-words.ts';

const words = { en, ko };
const ACTIONS = ['restart', 'ack', 'silence'] as const;
/** Servers listed at once; the rest are found by typing. */
const MOST_SERVERS = 40;

/**
 * @param props.old the slot to change; `undefined` adds one
 * @param props.onChange told of the new value; `undefined` takes the slot away
 */
export function SlotMenu(props: {
  slot: SlotKey;
  old: UnderstoodSlot | undefined;
  onChange: (next: SlotValue | undefined) => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const is = <K extends SlotKey>(key: K) =>
    props.old?.slot === key ? (props.old as Extract<UnderstoodSlot, { slot: K }>) : undefined;
  const metrics = () =>
    (engine.fleet()?.metrics ?? []).map(({ id }) => id).filter((id) => isMetricId(id));
  const now = () => engine.snapshot()?.t ?? Date.now();
  const choose = (next: SlotValue) => props.onChange(next);

  return (
    <>
      <Switch>
        <Match when={props.slot === 'server' || (props.slot === 'except' && props.old)}>
          <ServerPicker
            current={is('server')?.server}
            onChoose={(server) =>
              choose(
                props.slot === 'except'
                  ? { slot: 'except', server }
                  : { slot: 'server', server, unknown: false },
              )
            }
          />
        </Match>
        <Match when={props.slot === 'group'}>
          <For each={GROUPS}>
            {(group) => (
              <PopOption
                isCurrent={is('group')?.group === group}
                onChoose={() => choose({ slot: 'group', group, roles: [] })}
              >
                {t(`group.${group}`)}
              </PopOption>
            )}
          </For>
        </Match>
        <Match when={props.slot === 'metric'}>
          <For each={metrics()}>
            {(metric) => (
              <PopOption
                isCurrent={is('metric')?.metric === metric}
                onChoose={() => choose({ slot: 'metric', metric })}
              >
                {terms.metric(metric)}
              </PopOption>
            )}
          </For>
        </Match>
        <Match when={props.slot === 'time' || props.slot === 'against'}>
          <For each={WINDOWS}>
            {(id) => {
              const [start, end] = windowOf(id, now(), format.zone());
              return (
                <PopOption
                  note={`${format.time(start, 'minute')} – ${format.time(end, 'minute')}`}
                  onChoose={() =>
                    choose({
                      slot: props.slot === 'against' ? 'against' : 'time',
                      time: { text: t(`window.${id}`), start, end },
                    })
                  }
                >
                  {t(`window.${id}`)}
                </PopOption>
              );
            }}
          </For>
        </Match>
        <Match when={props.slot === 'threshold'}>
          <ThresholdForm
            comparison={is('threshold')?.threshold.comparison ?? '>'}
            text={is('threshold')?.threshold.text ?? ''}
            unitNote={unitOf(metrics().at(0) ?? 'cpu') === '1' ? t('slot.threshold.note') : ''}
            onSet={(threshold) => choose({ slot: 'threshold', threshold })}
          />
        </Match>
        <Match when={props.slot === 'count'}>
          <For each={[1, 3, 5, 10, 20]}>
            {(count) => (
              <PopOption
                isCurrent={is('count')?.count === count}
                onChoose={() => choose({ slot: 'count', count })}
              >
                {format.number(count, 0)}
              </PopOption>
            )}
          </For>
        </Match>
        <Match when={props.slot === 'severity'}>
          <For each={SEVERITIES}>
            {(severity) => (
              <PopOption
                isCurrent={is('severity')?.severity === severity}
                onChoose={() => choose({ slot: 'severity', severity })}
              >
                {terms.severity(severity)}
              </PopOption>
            )}
          </For>
        </Match>
        <Match when={props.slot === 'action'}>
          <For each={ACTIONS}>
            {(action) => (
              <PopOption
                isCurrent={is('action')?.action === action}
                onChoose={() => choose({ slot: 'action', action })}
              >
                {t(`action.${action}`)}
              </PopOption>
            )}
          </For>
        </Match>
        <Match when={props.slot === 'scenario'}>
          <For each={SCENARIO_WORDS}>
            {(scenario) => (
              <PopOption
                isCurrent={is('scenario')?.scenario === scenario}
                onChoose={() => choose({ slot: 'scenario', scenario })}
              >
                {t(`scenario.${scenario}`)}
              </PopOption>
            )}
          </For>
        </Match>
        <Match when={props.slot === 'keyword'}>
          <TextForm
            label={t('slot.keyword')}
            value={is('keyword')?.keyword ?? ''}
            onSet={(keyword) => choose({ slot: 'keyword', keyword })}
          />
        </Match>
      </Switch>
      <Show when={props.old}>
        <hr />
        <PopOption
          icon={<X size={13} aria-hidden="true" />}
          onChoose={() => props.onChange(undefined)}
        >
          {t(props.slot === 'lowest' ? 'slot.lowest.no' : 'slot.remove')}
        </PopOption>
      </Show>
    </>
  );
}

function ServerPicker(props: { current: string | undefined; onChoose: (name: string) => void }) {
  const { t } = useWords(words);
  const engine = useEngine();
  const [text, setText] = createSignal('');
  const found = () => {
    const wanted = text().trim().toLowerCase();
    return (engine.fleet()?.servers ?? [])
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .slice(0, MOST_SERVERS);
  };
  return (
    <>
      <div class="pop-menu__filter">
        <input
          class="field"
          type="search"
          data-first
          aria-label={t('slot.server.find')}
          placeholder={t('slot.server.find')}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            const first = found().at(0);
            if (event.key === 'Enter' && !event.isComposing && first) props.onChoose(first.name);
          }}
        />
      </div>
      <For each={found()} fallback={<p class="pop-menu__none">{t('slot.server.none')}</p>}>
        {(server) => (
          <PopOption
            mono
            isCurrent={server.name === props.current}
            icon={<StatusMark status={engine.statusOf(server)} size={13} />}
            onChoose={() => props.onChoose(server.name)}
          >
            {server.name}
          </PopOption>
        )}
      </For>
    </>
  );
}

/** A number with an optional percent sign; a share of one where it is a percentage. */
function ThresholdForm(props: {
  comparison: '>' | '<';
  text: string;
  unitNote: string;
  onSet: (threshold: { text: string; comparison: '>' | '<'; value: number }) => void;
}) {
  const { t } = useWords(words);
  const [comparison, setComparison] = createSignal(props.comparison);
  const [text, setText] = createSignal(/[\d.]+\s*(?:%|ms|s)?/.exec(props.text)?.[0] ?? '');
  const value = () => {
    const match = /^\s*(\d+(?:\.\d+)?)\s*(%|ms|s)?\s*$/.exec(text());
    if (!match) return undefined;
    const n = Number(match[1]);
    return match[2] === '%' ? n / 100 : match[2] === 'ms' ? n / 1000 : n;
  };
  return (
    <form
      class="pop-menu__form"
      onSubmit={(event) => {
        event.preventDefault();
        const known = value();
        if (known !== undefined)
          props.onSet({ text: text().trim(), comparison: comparison(), value: known });
      }}
    >
      <select
        class="select"
        aria-label={t('slot.threshold.comparison')}
        value={comparison()}
        onChange={(event) => setComparison(event.currentTarget.value === '<' ? '<' : '>')}
      >
        <option value=">">{t('slot.threshold.above')}</option>
        <option value="<">{t('slot.threshold.below')}</option>
      </select>
      <input
        class="field num"
        data-first
        aria-label={t('slot.threshold')}
        placeholder="90%"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={value() === undefined}>
        {t('slot.set')}
      </button>
      <Note>{props.unitNote}</Note>
    </form>
  );
}

function TextForm(props: { label: string; value: string; onSet: (text: string) => void }) {
  const { t } = useWords(words);
  const [text, setText] = createSignal(props.value);
  return (
    <form
      class="pop-menu__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text().trim() !== '') props.onSet(text().trim());
      }}
    >
      <input
        class="field"
        data-first
        aria-label={props.label}
        maxlength="80"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={text().trim() === ''}>
        {t('slot.set')}
      </button>
    </form>
  );
}

function Note(props: { children: JSX.Element }) {
  return (
    <Show when={props.children}>
      <p class="pop-menu__none">{props.children}</p>
    </Show>
  );
}
