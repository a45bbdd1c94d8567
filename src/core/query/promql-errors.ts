/** What the grammar could not read, as an error with its place and word; and the words it only lacks a rule for. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { EdgeError } from '../domain/errors.ts';

/**
 * Functions the grammar does not know, each with one of as many letters that it does. The tree is read with the text as it was written, so
 * only the shape of a call is borrowed.
 */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ['min_of', 'scalar'],
  ['max_of', 'scalar'],
  ['holt_winters', 'day_of_month'],
]);
/** Words of durations, which the grammar wants in lower case. */
const LOWER_CASE = /^(?:step|range|min_of|max_of)$/u;

/** A word that can stand in where the tree has its first fault, and where; `undefined` when the text is wrong, or right. */
export function standIn(
  { topNode }: Tree,
  text: string,
): { readonly at: number; readonly word: string } | undefined {
  const fault = firstFault(topNode);
  if (fault === undefined) return undefined;
  const call = calledBefore(fault, text);
  const known = call && STAND_INS.get(text.slice(call.from, call.to));
  if (known) return { at: call.from, word: known };
  const word = /^[A-Za-z_]+/u.exec(text.slice(fault.from))?.[0] ?? '';
  const lower = word.toLowerCase();
  return word !== lower && LOWER_CASE.test(lower) ? { at: fault.from, word: lower } : undefined;
}

/** Reports the first node the grammar could not place. @throws EdgeError `query/parse`, `query/unsupported` for an unknown function */
export function failOnErrors(top: SyntaxNode, text: string): void {
  const fault = firstFault(top);
  if (fault === undefined) return;
  const { from, to } = fault;
  const call = calledBefore(fault, text);
  if (call) {
    const word = text.slice(call.from, call.to);
    throw new EdgeError('query/unsupported', `unknown function ${word}`, {
      position: call.from,
      length: word.length,
      word,
    });
  }
  const found = text.slice(from, Math.max(to, from + 1)).trim();
  throw new EdgeError(
    'query/parse',
    found === '' ? 'expression ends too early' : `unexpected ${found} at ${from}`,
    { position: from, length: Math.max(1, to - from), text: found.slice(0, 80) },
  );
}

function firstFault(top: SyntaxNode): SyntaxNode | undefined {
  let fault: SyntaxNode | undefined;
  top.cursor().iterate((node) => {
    if (fault !== undefined) return false;
    if (node.type.isError) fault = node.node;
    return fault === undefined;
  });
  return fault;
}

/** A name before a parenthesis is a call of a function the grammar does not know. */
function calledBefore(fault: SyntaxNode, text: string): SyntaxNode | undefined {
  const before = fault.prevSibling;
  const isCall =
    before?.name === 'Identifier' && text.slice(fault.from).trimStart().startsWith('(');
  return isCall ? before : undefined;
}
