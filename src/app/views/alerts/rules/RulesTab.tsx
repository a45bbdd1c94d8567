/** The rules of this device: list with their state now, making, changing and deleting them with undo, files and tests. */
import './rules.css';
import { FileCode2, Plus } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { PLAIN_RULE } from '../../../../core/alert/rules.ts';
import { BUILT_IN_RULES } from '../../../../core/alert/rules-host.ts';
import { EdgeError } from '../../../../core/domain/errors.ts';
import { isJudging, type Rule, ruleKey } from '../../../../core/domain/rule.ts';
import { MINUTE } from '../../../../core/domain/time.ts';
import { useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { type Translate, useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { EmptyState } from '../../../widgets/EmptyState.tsx';
import { ErrorCard } from '../../../widgets/ErrorCard.tsx';
import { RuleEditor } from './RuleEditor.tsx';
import { RuleFiles } from './RuleFiles.tsx';
import { type RuleCounts, RuleRow } from './RuleRow.tsx';
import { freeName } from './rule-draft.ts';
import { useRuleWords } from './rule-words.ts';

const words = { en, ko };
const NO_COUNTS: RuleCounts = { firing: 0, pending: 0, noData: 0 };
/** What a new rule begins as. */
const BLANK: Rule = { ...PLAIN_RULE, clear: 0.85, for: 2 * MINUTE };

/** What was done, and the rules from before it. */
interface Done {
  readonly text: (t: Translate<keyof typeof en>) => string;
  readonly before: readonly Rule[] | undefined;
}

/** What the editor is open for. */
interface Edited {
  readonly rule: Rule;
  /** Key of the rule it replaces; none for a new one. */
  readonly replaces: string | undefined;
}

/** The tab's content. */
export default function RulesTab() {
  const engine = useEngine();
  const { t } = useWords(words);
  const ruleWords = useRuleWords();
  const [edited, setEdited] = createSignal<Edited>();
  const [filesOpen, setFilesOpen] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<EdgeError>();
  const [done, setDone] = createSignal<Done>();
  const [find, setFind] = createSignal('');
  const builtIn = new Map(BUILT_IN_RULES.map((rule) => [ruleKey(rule), JSON.stringify(rule)]));

  const judging = () => {
    const fleet = engine.fleet();
    return fleet ? engine.rules().filter((rule) => isJudging(rule, fleet)).length : 0;
  };
  const keys = createMemo(() => engine.rules().map(ruleKey));
  const byKey = createMemo(() => new Map(engine.rules().map((rule) => [ruleKey(rule), rule])));
  const listed = createMemo(() => {
    const wanted = find().trim().toLowerCase();
    return keys().filter((key) => {
      const rule = byKey().get(key);
      return rule && `${key} ${ruleWords.name(rule)} ${rule.metric}`.toLowerCase().includes(wanted);
    });
  });
  const counts = createMemo(() => {
    const found = new Map<string, RuleCounts>();
    for (const { rule: id, severity, state } of engine.snapshot()?.alerts ?? []) {
      const key = ruleKey({ id, severity });
      const sum = found.get(key) ?? NO_COUNTS;
      if (state === 'firing') found.set(key, { ...sum, firing: sum.firing + 1 });
      else if (state === 'pending') found.set(key, { ...sum, pending: sum.pending + 1 });
      else if (state === 'no-data') found.set(key, { ...sum, noData: sum.noData + 1 });
    }
    return found;
  });
  const kindOf = (rule: Rule) => {
    const before = builtIn.get(ruleKey(rule));
    if (before === undefined) return 'own';
    return before === JSON.stringify(rule) ? 'builtIn' : 'changed';
  };

  /** Commits a set of rules; what was before can be taken back. */
  const save = async (next: readonly Rule[], text: Done['text'], canUndo = true) => {
    const before = engine.rules();
    setBusy(true);
    setError(undefined);
    try {
      await engine.call('saveRules', { rules: next });
      setDone({ text, before: canUndo ? before : undefined });
      setEdited(undefined);
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const replace = (key: string, rule: Rule | undefined) =>
    engine.rules().flatMap((one) => (ruleKey(one) !== key ? [one] : rule ? [rule] : []));
  const saveEdited = (rule: Rule) => {
    const { replaces } = edited() ?? {};
    const next = replaces === undefined ? [...engine.rules(), rule] : replace(replaces, rule);
    void save(next, (words) => words('done.saved', { rule: ruleWords.name(rule) }));
  };
  const toggle = (rule: Rule) => {
    const next = { ...rule, enabled: !rule.enabled };
    const what = next.enabled ? 'done.on' : 'done.off';
    void save(replace(ruleKey(rule), next), (words) => words(what, { rule: ruleWords.name(rule) }));
  };
  const remove = (rule: Rule) =>
    void save(replace(ruleKey(rule), undefined), (words) =>
      words('done.deleted', { rule: ruleWords.name(rule) }),
    );
  const duplicate = (rule: Rule) => {
    const id = freeName(rule.id, (name) => byKey().has(ruleKey({ ...rule, id: name })));
    setEdited({ rule: { ...rule, id }, replaces: undefined });
  };

  return (
    <div class="rules" data-saving={isBusy() ? '' : undefined}>
      <div class="rules__bar">
        <p class="rules__note">{t('list.note', { on: judging() })}</p>
        <label class="field rules__find">
          <input
            type="search"
            aria-label={t('list.find')}
            placeholder={t('list.find')}
            value={find()}
            onInput={({ currentTarget }) => setFind(currentTarget.value)}
          />
        </label>
        <button type="button" class="button" onClick={() => setFilesOpen(true)}>
          <FileCode2 size={14} aria-hidden="true" /> {t('list.files')}
        </button>
        <button
          type="button"
          class="button"
          data-kind="primary"
          onClick={() => setEdited({ rule: BLANK, replaces: undefined })}
        >
          <Plus size={14} aria-hidden="true" /> {t('list.new')}
        </button>
      </div>
      <div class="rules__done" role="status">
        <Show when={done()}>
          {(what) => (
            <>
              <span>{what().text(t)}</span>
              <Show when={what().before}>
                {(before) => (
                  <button
                    type="button"
                    class="button"
                    disabled={isBusy()}
                    onClick={() => void save(before(), (words) => words('done.undone'), false)}
                  >
                    {t('done.undo')}
                  </button>
                )}
              </Show>
            </>
          )}
        </Show>
      </div>
      <Show when={error()}>{(cause) => <ErrorCard error={cause()} />}</Show>
      <Show
        when={keys().length > 0}
        fallback={
          <EmptyState title={t('list.empty')}>
            <button
              type="button"
              class="button"
              onClick={() => void save(BUILT_IN_RULES, (words) => words('done.reset'))}
            >
              {t('list.reset')}
            </button>
          </EmptyState>
        }
      >
        <Show
          when={listed().length > 0}
          fallback={<EmptyState title={t('list.find.none', { text: find() })} />}
        >
          <ul class="rules__list card" aria-label={t('list.label')}>
            <For each={listed()}>
              {(key) => (
                <Show when={byKey().get(key)}>
                  {(rule) => (
                    <RuleRow
                      rule={rule()}
                      counts={counts().get(key) ?? NO_COUNTS}
                      kind={kindOf(rule())}
                      isBusy={isBusy()}
                      onToggle={() => toggle(rule())}
                      onEdit={() => setEdited({ rule: rule(), replaces: key })}
                      onDuplicate={() => duplicate(rule())}
                      onDelete={() => remove(rule())}
                    />
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
      </Show>
      <Show when={edited()} keyed>
        {(open) => (
          <RuleEditor
            rule={open.rule}
            others={engine.rules().filter((rule) => ruleKey(rule) !== open.replaces)}
            isNew={open.replaces === undefined}
            isSaving={isBusy()}
            onSave={saveEdited}
            onClose={() => setEdited(undefined)}
          />
        )}
      </Show>
      <Show when={filesOpen()}>
        <RuleFiles
          isSaving={isBusy()}
          onAdd={(added) =>
            save([...engine.rules(), ...added], (words) =>
              words('done.added', { count: added.length }),
            )
          }
          onClose={() => setFilesOpen(false)}
        />
      </Show>
    </div>
  );
}
