/** What an answer proposes: acts wait for a confirmation and can be undone, screens are links. */

import { ArrowRight, Check, Lock, Undo2 } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import type { Proposal } from '../../../core/assistant/answer.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Action } from '../../../core/domain/session.ts';
import { useActWords } from '../../act-words.ts';
import { useEngine } from '../../engine.tsx';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { useSession } from '../../session.ts';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };

/** @param props.proposals of one answer */
export function Proposals(props: { proposals: readonly Proposal[] }) {
  const session = useSession();
  const { t } = useWords(words);
  const acts = () => props.proposals.filter((proposal) => proposal.kind === 'act');
  const links = () => props.proposals.filter((proposal) => proposal.kind === 'open');
  const nameOf = (view: string, selected: string | undefined) => {
    const key = `view.${view}`;
    return view === 'server' && selected ? selected : isKey(key) ? t(key) : view;
  };
  return (
    <>
      <Show when={acts().length > 0}>
        <div class="proposals">
          <b>{t('act.title')}</b>
          <For each={acts()}>{(proposal) => <Act action={proposal.action} />}</For>
          <p class="proposals__safety">
            <Lock size={12} aria-hidden="true" />
            {t('act.safety')}
          </p>
        </div>
      </Show>
      <Show when={links().length > 0}>
        <div class="proposals__links">
          <For each={links()}>
            {(proposal) => (
              <a
                class="button"
                data-kind="quiet"
                href={session.href({ view: proposal.view, selected: proposal.selected })}
              >
                {t('act.open', { what: nameOf(proposal.view, proposal.selected) })}
                <ArrowRight size={13} aria-hidden="true" />
              </a>
            )}
          </For>
        </div>
      </Show>
    </>
  );
}

function Act(props: { action: Action }) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const acts = useActWords();
  const { t, format } = useWords(words);
  /** What the session's newest action was right after ours: only that one can be taken back. */
  const [mark, setMark] = createSignal('');
  const newest = () => JSON.stringify(session.session().actions.at(-1));
  const [state, setState] = createSignal<'open' | 'busy' | 'done'>('open');
  const [failure, setFailure] = createSignal<string>();
  const worded = (): string => {
    const { action } = props;
    switch (action.kind) {
      case 'inject':
        return t('act.inject', { fault: terms.fault(action.fault), target: action.target });
      case 'clear':
        return t('act.clear', { target: action.target });
      case 'acknowledge':
        return t('act.acknowledge', { target: action.target });
      case 'silence':
        return action.duration === undefined
          ? t('act.silence.open', { target: action.target })
          : t('act.silence', { target: action.target, duration: format.duration(action.duration) });
      default:
        return acts.on(action);
    }
  };
  async function attempt(run: () => Promise<void>, then: 'open' | 'done') {
    const before = state();
    setState('busy');
    try {
      await run();
      setFailure(undefined);
      setState(then === 'done' ? 'done' : 'open');
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      setFailure(terms.error(error));
      setState(before);
    }
  }
  return (
    <div class="proposal" data-state={state()}>
      <span>{worded()}</span>
      <Show
        when={state() === 'done'}
        fallback={
          <button
            type="button"
            class="button"
            disabled={state() === 'busy'}
            onClick={() =>
              void attempt(async () => {
                await engine.act(props.action);
                setMark(newest());
              }, 'done')
            }
          >
            {t('act.do')}
          </button>
        }
      >
        <span class="proposal__done" role="status">
          <Check size={14} aria-hidden="true" />
          {t('act.done')}
        </span>
        <Show when={newest() === mark()}>
          <button
            type="button"
            class="button"
            data-kind="quiet"
            onClick={() => void attempt(() => engine.undo(), 'open')}
          >
            <Undo2 size={14} aria-hidden="true" />
            {t('act.undo')}
          </button>
        </Show>
      </Show>
      <Show when={failure()}>
        {(reason) => (
          <small class="proposal__failed" role="alert">
            {t('act.failed', { reason: reason() })}
          </small>
        )}
      </Show>
    </div>
  );
}

function isKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
