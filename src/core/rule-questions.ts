/** What can be asked of an engine about rules. Types only; the protocol between threads takes them up. */
import type { Rule } from './domain/rule.ts';
import type { Locale } from './domain/session.ts';
import type { EpochMs } from './domain/time.ts';
import type { RuleExport, RuleNames } from './rule-export.ts';
import type { RuleImport } from './rule-import.ts';
import type { RulePreview } from './rule-preview.ts';
import type { RuleTestReport } from './rule-tests.ts';

/** Calls about rules, by name. */
export interface RuleQuestions {
  /** The rules of this device, and those built in. */
  rules(request: Record<string, never>): {
    readonly rules: readonly Rule[];
    readonly builtIn: readonly Rule[];
  };
  /** Keeps all rules of this device, committed before the session is opened again with them, its instant kept; `opened` follows. */
  saveRules(request: { rules: readonly Rule[] }): readonly Rule[];
  /** What a rule would have done from `start` to the instant shown, by replay; `rulePreview` events tell how far it is. */
  previewRule(request: { rule: Rule; start: EpochMs }): RulePreview;
  /** Runs tests in promtool's notation on rules, those of this device when left out. */
  testRules(request: { text: string; rules?: readonly Rule[] }): RuleTestReport;
  /** Reads Prometheus rules; what cannot be mapped is told line by line, the rest is kept. `rules` are those they will join. */
  importRules(request: { text: string; rules: readonly Rule[] }): RuleImport;
  /** Writes Prometheus rules in the words of node_exporter or of our own metrics. */
  exportRules(request: { rules: readonly Rule[]; locale: Locale; names: RuleNames }): RuleExport;
}

/** Events about rules. */
export interface RuleEvents {
  /** How far a running rule preview is, 0–1. */
  rulePreview: { readonly share: number };
}

/** Something that is judged by rules. */
export interface Ruled {
  /** The rules every later snapshot is judged by. */
  readonly rules: readonly Rule[];
}
