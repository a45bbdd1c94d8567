/** Engine calls about the rules of this device: kept strictly, tried on the past, tested, written and read as Prometheus rules. */
import { EdgeError } from '../core/domain/errors.ts';
import type { Rule } from '../core/domain/rule.ts';
import type { EpochMs } from '../core/domain/time.ts';
import type { History } from './history.ts';
import type { EngineHost } from './host.ts';
import type { EngineCalls } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import type { Run } from './run.ts';
import { runSliced } from './slices.ts';

/** Small record the rules are kept under; absent where nothing was ever changed. */
const RECORD = 'rules';
/** One tick of a large fleet takes some ms beyond a slice: live ticks wait 30 ms at most. */
const SLICE_MS = 20;

/** Loaded where rules were changed: the built-in ones need no schema. */
const records = () => import('../core/formats/rule-record.ts');
/** Beside the pipeline's own ones there are those about real hosts, which the first picture does not wait for. */
const builtIn = async () => (await import('../core/alert/rules-host.ts')).BUILT_IN_RULES;

/** The rules of this device: the built-in ones, and what was changed, added or deleted here. */
export async function loadRules(opening: Promise<History>): Promise<readonly Rule[]> {
  const [known, history] = await Promise.all([builtIn(), opening]);
  const stored = await history.recall(RECORD);
  return stored === undefined ? known : (await records()).readRules(stored, known).rules;
}

/** What the calls need of the engine. */
export interface RuleEnvironment {
  readonly host: EngineHost;
  readonly opening: Promise<History>;
  /** The open run; throws when there is none. */
  current(): Run;
  /** Sensitivity of the open session. */
  budget(): number;
  /** Settles when no opening that the page asked for is under way. */
  underway(): Promise<unknown>;
  /** Opens the session again at the instant it shows, with the rules as they are kept now. */
  reopen(): Promise<unknown>;
}

/** The handlers. */
export function ruleCalls(
  env: RuleEnvironment,
): Pick<
  Handlers<EngineCalls>,
  'rules' | 'saveRules' | 'previewRule' | 'testRules' | 'importRules' | 'exportRules'
> {
  const { host, opening, current } = env;
  // Rules kept in one tab are those of all: each judges by them from the next instant on, its past included.
  host.tabs?.listen(({ kind }) => {
    if (kind !== 'rules') return;
    const again = async () => {
      await env.underway();
      current();
      await env.reopen();
    };
    // Nothing is open yet, or something newer is being opened: that reads the rules by itself.
    again().catch((error: unknown) => {
      if (!(error instanceof EdgeError)) throw error;
    });
  });
  return {
    rules: async () => ({ rules: await loadRules(opening), builtIn: await builtIn() }),
    async saveRules({ rules }) {
      const { readRule, writeRules } = await records();
      const read = rules.map(readRule);
      const fit = read.filter((rule) => rule !== undefined);
      if (fit.length < read.length) throw new Error('a rule does not fit the model');
      // Committed before anything is judged by them.
      await (await opening).remember(RECORD, writeRules(fit, await builtIn()));
      host.tabs?.post({ kind: 'rules' });
      await env.reopen();
      return fit;
    },
    async previewRule({ rule, start }, signal) {
      const { previewRule } = await import('../core/rule-preview.ts');
      const { source, from, t } = current();
      const end: EpochMs = source.to === undefined ? t : Math.min(t, source.to);
      const task = { rule, from, start, end, budget: env.budget() };
      return runSliced(
        previewRule(source, task),
        signal,
        {
          elapsed: host.elapsed,
          breathe: host.breathe,
          progress: (share) => host.emit('rulePreview', { share }),
        },
        SLICE_MS,
      );
    },
    async testRules({ text, rules }) {
      const { testRules } = await import('../core/rule-tests.ts');
      return testRules(text, rules ?? (await loadRules(opening)));
    },
    async importRules({ text, rules }) {
      const { importRules } = await import('../core/rule-import.ts');
      const { metrics } = current().source.fleet;
      // A file or a connection brings metrics of its own, which rules may name.
      const own = (name: string) =>
        metrics.find(({ id, prom }) => prom === name || id === name)?.id;
      return importRules(text, rules, own);
    },
    async exportRules({ rules, locale, names }) {
      const { exportRules } = await import('../core/rule-export.ts');
      return exportRules(rules, { locale, names, step: current().source.step });
    },
  };
}
