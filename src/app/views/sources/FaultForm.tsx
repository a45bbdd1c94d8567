/** Faults simulated by hand: choose kind and place, see what was done, take the last one back. */

import { Undo2, Zap } from 'lucide-solid';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Action } from '../../../core/domain/session.ts';
import { FAULTS, faultKind } from '../../../core/sim/faults.ts';
import { useActWords } from '../../act-words.ts';
import { useEngine } from '../../engine.tsx';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { useSession } from '../../session.ts';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };
/** Names offered while typing; a list of 10,000 would stall the browser. */
const OFFERED = 60;

/** Section of the simulated fleet's pane. */
export function FaultForm() {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const acts = useActWords();
  const { t, format } = useWords(words);
  const id = createUniqueId();
  const [fault, setFault] = createSignal(FAULTS[3].id);
  const [typed, setTyped] = createSignal<string>();
  const [failure, setFailure] = createSignal<string>();

  /** Places a fault of this kind may hit: servers it suits first. */
  const places = createMemo(() => {
    const kind = faultKind(fault());
    const fleet = engine.fleet();
    if (!kind || !fleet) return [];
    const racks = fleet.racks.map((rack) => rack.name);
    if (kind.targets === 'rack') return racks;
    const servers = fleet.servers
      .toSorted((a, b) => Number(kind.suits.includes(b.role)) - Number(kind.suits.includes(a.role)))
      .map((server) => server.name);
    return kind.targets === 'any' ? [...servers, ...racks] : servers;
  });
  const target = () => typed() ?? places().at(0) ?? '';
  const offered = createMemo(() => {
    const text = typed()?.toLowerCase() ?? '';
    return places()
      .filter((name) => name.toLowerCase().includes(text))
      .slice(0, OFFERED);
  });
  const known = () => places().includes(target());

  async function attempt(action: () => Promise<void>) {
    try {
      await action();
      setFailure(undefined);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      setFailure(terms.error(error));
    }
  }
  function start(event: SubmitEvent) {
    event.preventDefault();
    const at = engine.snapshot()?.t;
    if (at !== undefined && known())
      void attempt(() =>
        engine.act({ kind: 'inject', fault: fault(), target: target(), at, duration: undefined }),
      );
  }
  const worded = (action: Action): string => {
    switch (action.kind) {
      case 'inject':
        return t('faults.row', { fault: terms.fault(action.fault), target: action.target });
      case 'clear':
        return t('faults.cleared', { target: action.target });
      case 'acknowledge':
        return t('faults.acknowledged', { target: action.target });
      case 'silence':
        return t('faults.silenced', { target: action.target });
      default:
        return acts.on(action);
    }
  };

  return (
    <section class="source-section" aria-labelledby={`${id}-title`}>
      <header class="source-section__head">
        <h3 id={`${id}-title`}>{t('faults.title')}</h3>
        <span class="muted">{t('faults.note')}</span>
      </header>
      <form class="fault-form" onSubmit={start}>
        <label class="source-field">
          <span>{t('faults.kind')}</span>
          <select
            class="select"
            onChange={(event) => {
              setFault(event.currentTarget.value);
              setTyped(undefined);
            }}
          >
            <For each={FAULTS}>
              {(kind) => (
                <option value={kind.id} selected={kind.id === fault()}>
                  {terms.fault(kind.id)}
                </option>
              )}
            </For>
          </select>
        </label>
        <label class="source-field">
          <span>{t('faults.target')}</span>
          <input
            class="field mono"
            list={`${id}-places`}
            autocomplete="off"
            spellcheck={false}
            value={target()}
            aria-invalid={!known()}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <datalist id={`${id}-places`}>
            <For each={offered()}>{(name) => <option value={name} />}</For>
          </datalist>
        </label>
        <button type="submit" class="button" disabled={!known()}>
          <Zap size={14} aria-hidden="true" />
          {t('faults.start')}
        </button>
        <Show when={session.session().actions.length > 0}>
          <button
            type="button"
            class="button"
            data-kind="quiet"
            onClick={() => void attempt(() => engine.undo())}
          >
            <Undo2 size={14} aria-hidden="true" />
            {t('faults.undo')}
          </button>
        </Show>
      </form>
      <Show when={failure()}>
        {(text) => (
          <p class="source-section__bad" role="alert">
            {text()}
          </p>
        )}
      </Show>
      <Show
        when={session.session().actions.length > 0}
        fallback={<p class="source-section__none">{t('faults.none')}</p>}
      >
        <ol class="fault-list">
          <For each={session.session().actions}>
            {(action) => (
              <li data-kind={action.kind}>
                <time>{format.time(action.at)}</time>
                <span>{worded(action)}</span>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </section>
  );
}
