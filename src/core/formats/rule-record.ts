/** The rules of this device as they are kept: what differs from the built-in ones. Read back through a schema, row by row. */
import { z } from 'zod/mini';
import { SEVERITIES } from '../domain/incident.ts';
import { MATCH_OPS, NO_DATA, type Rule, ruleKey } from '../domain/rule.ts';
import { SIGNALS } from '../domain/rule-parts.ts';
import { parseJson } from './records.ts';

const text = z.object({
  en: z.string().check(z.maxLength(4000)),
  ko: z.string().check(z.maxLength(4000)),
});
const ms = z.number().check(z.gte(0));

const schema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  metric: z.string().check(z.minLength(1), z.maxLength(200)),
  signal: z.enum(SIGNALS),
  comparison: z.enum(['>', '<', 'absent']),
  threshold: z.number(),
  clear: z.number(),
  for: ms,
  keepFiring: ms,
  window: ms,
  ahead: ms,
  noData: z.enum(NO_DATA),
  scope: z
    .array(
      z.object({
        label: z.string().check(z.maxLength(200)),
        op: z.enum(MATCH_OPS),
        value: z.string().check(z.maxLength(1000)),
      }),
    )
    .check(z.maxLength(50)),
  severity: z.enum(SEVERITIES),
  nature: z.enum(['cause', 'symptom']),
  sharesRack: z.boolean(),
  texts: z.object({
    summary: text,
    description: text,
    runbook: z.optional(z.string().check(z.maxLength(2000))),
  }),
  enabled: z.boolean(),
});

const record = z.object({
  version: z.literal(1),
  /** Rules that are new or differ from the built-in one of their key. */
  changed: z.array(z.unknown()),
  /** Keys of built-in rules that were deleted. */
  removed: z.array(z.string()),
});

/** Writes a device's rules: the differences only, so that a later version's built-in rules arrive. */
export function writeRules(rules: readonly Rule[], builtIn: readonly Rule[]): string {
  const kept = new Map(rules.map((rule) => [ruleKey(rule), rule]));
  const before = new Map(builtIn.map((rule) => [ruleKey(rule), JSON.stringify(rule)]));
  return JSON.stringify({
    version: 1,
    changed: rules.filter((rule) => before.get(ruleKey(rule)) !== JSON.stringify(rule)),
    removed: [...before.keys()].filter((key) => !kept.has(key)),
  });
}

/**
 * Reads a device's rules: the built-in ones in their order, then its own. A row that does not fit the schema is left out and counted;
 * a record that is none, or of a newer version, leaves the built-in rules as they are.
 */
export function readRules(
  stored: string | undefined,
  builtIn: readonly Rule[],
): { readonly rules: readonly Rule[]; readonly lost: number } {
  const found = record.safeParse(parseJson(stored ?? 'null'));
  if (!found.success) return { rules: builtIn, lost: stored === undefined ? 0 : 1 };
  const changed = new Map<string, Rule>();
  let lost = 0;
  for (const row of found.data.changed) {
    const rule = readRule(row);
    if (rule) changed.set(ruleKey(rule), rule);
    else lost++;
  }
  const rules: Rule[] = [];
  for (const rule of builtIn) {
    const key = ruleKey(rule);
    if (!found.data.removed.includes(key)) rules.push(changed.get(key) ?? rule);
    changed.delete(key);
  }
  return { rules: [...rules, ...changed.values()], lost };
}

/** A rule that came over a port or from storage, its fields in the model's order; `undefined` when it is none. */
export function readRule(value: unknown): Rule | undefined {
  const read = schema.safeParse(value);
  if (!read.success) return undefined;
  const { texts } = read.data;
  return { ...read.data, texts: { ...texts, runbook: texts.runbook } };
}
