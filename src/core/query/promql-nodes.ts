/** Walking the nodes of the Lezer tree. */
import type { SyntaxNode } from '@lezer/common';
import type { Span } from './ast.ts';

/** Where a node stands in the text. */
export function spanOf(node: SyntaxNode): Span {
  return { position: node.from, length: node.to - node.from };
}

/** The children of a node without comments; none of `null`. */
export function children(node: SyntaxNode | null): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') list.push(child);
  }
  return list;
}
