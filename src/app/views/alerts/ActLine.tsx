/** One act in a timeline: what, who, why, and a way back. */
import { Undo2 } from 'lucide-solid';
import { Show } from 'solid-js';
import { actId } from '../../../core/act-id.ts';
import type { Act } from '../../../core/domain/act.ts';
import { useActWords } from '../../act-words.ts';
import { useInboxWords } from './inbox-words.ts';
import { useActs } from './use-acts.ts';

/** @param props.canUndo false for acts of another session */
export function ActLine(props: { act: Act; canUndo: boolean }) {
  const acts = useActs();
  const words = useActWords();
  const { t } = useInboxWords();
  const what = () => words.what(props.act);
  return (
    <span class="act-line" data-act={actId(props.act)}>
      <span>
        {props.act.by === undefined
          ? t('story.act', { what: what() })
          : t('story.act.by', { what: what(), name: props.act.by })}
        <Show when={props.act.note}>{(note) => <span class="act-line__note">{note()}</span>}</Show>
      </span>
      <Show when={props.canUndo}>
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          aria-label={t('act.undo.what', { what: what() })}
          title={t('act.undo')}
          onClick={() => void acts.undo(actId(props.act))}
        >
          <Undo2 size={13} aria-hidden="true" />
        </button>
      </Show>
    </span>
  );
}
