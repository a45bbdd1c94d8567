/** The Markdown a post-mortem is written in, read into blocks for the preview: headings, paragraphs, lists, tasks, tables, code. Pure, linear in the text. */

/** A stretch of a line; only http(s) addresses become links, anything else stays text. */
export type Span =
  | { readonly kind: 'text' | 'strong' | 'em' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** One item of a list; `done` of a task. */
export interface ListEntry {
  readonly spans: readonly Span[];
  readonly done: boolean | undefined;
}

/** One block, in the order of the text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'quote'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListEntry[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Span[])[];
      readonly rows: readonly (readonly (readonly Span[])[])[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' };

const ITEM = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/u;
const BARE_ITEM = /^\s*[-*+]\s*$/u;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/u;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/u;
const TABLE_RULE = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/u;

/** Reads a text; every line stands in some block, blank ones part them. */
export function readMarkdown(text: string): readonly Block[] {
  const lines = text.split(/\r?\n/u);
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    const heading = HEADING.exec(line);
    if (line.trim() === '') i++;
    else if (line.startsWith('```')) {
      const end = endOfCode(lines, i + 1);
      blocks.push({ kind: 'code', text: lines.slice(i + 1, end).join('\n') });
      i = end + 1;
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1].length, spans: readSpans(heading[2]) });
      i++;
    } else if (RULE.test(line)) {
      blocks.push({ kind: 'rule' });
      i++;
    } else if (line.includes('|') && TABLE_RULE.test(lines[i + 1] ?? '')) {
      const rows: (readonly (readonly Span[])[])[] = [];
      const head = cellsOf(line);
      for (i += 2; i < lines.length && lines[i].includes('|'); i++) rows.push(cellsOf(lines[i]));
      blocks.push({ kind: 'table', head, rows });
    } else if (ITEM.test(line) || BARE_ITEM.test(line)) {
      const ordered = ITEM.exec(line)?.[1] !== undefined;
      const items: ListEntry[] = [];
      for (; i < lines.length && (ITEM.test(lines[i]) || BARE_ITEM.test(lines[i])); i++)
        items.push(entryOf(ITEM.exec(lines[i])?.[2] ?? ''));
      blocks.push({ kind: 'list', ordered, items });
    } else if (line.startsWith('>')) {
      const from = i;
      while (i < lines.length && lines[i].startsWith('>')) i++;
      const quoted = lines.slice(from, i).map((one) => one.replace(/^>\s?/u, ''));
      blocks.push({ kind: 'quote', spans: readSpans(quoted.join(' ')) });
    } else {
      const from = i++;
      while (i < lines.length && isProse(lines[i])) i++;
      const spans = readSpans(lines.slice(from, i).join(' '));
      blocks.push({ kind: 'paragraph', spans });
    }
  }
  return blocks;
}

function isProse(line: string): boolean {
  const begins = HEADING.test(line) || ITEM.test(line) || RULE.test(line) || line.startsWith('>');
  return line.trim() !== '' && !begins && !line.startsWith('```') && !line.startsWith('|');
}

function endOfCode(lines: readonly string[], from: number): number {
  const end = lines.findIndex((line, i) => i >= from && line.startsWith('```'));
  return end < 0 ? lines.length : end;
}

function entryOf(text: string): ListEntry {
  const task = /^\[([ xX])\](?:\s+(.*))?$/u.exec(text);
  return task
    ? { spans: readSpans(task[2] ?? ''), done: task[1] !== ' ' }
    : { spans: readSpans(text), done: undefined };
}

/** Cells of a table row; `\|` is a bar of the text. */
function cellsOf(line: string): readonly (readonly Span[])[] {
  const inner = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  return inner.split(/(?<!\\)\|/u).map((cell) => readSpans(cell.trim().replaceAll('\\|', '|')));
}

const SPAN =
  /\*\*([^*\n]{1,500})\*\*|`([^`\n]{1,500})`|\[([^\][\n]{1,300})\]\((https?:\/\/[^\s()]{1,1000})\)|(?<![\w*])\*([^*\s][^*\n]{0,500})\*(?![\w*])/gu;

function readSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let last = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > last) spans.push({ kind: 'text', text: text.slice(last, match.index) });
    const [, strong, code, label, href, em] = match;
    if (href !== undefined) spans.push({ kind: 'link', text: label ?? href, href });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else if (code !== undefined) spans.push({ kind: 'code', text: code });
    else spans.push({ kind: 'em', text: em ?? '' });
    last = match.index + match[0].length;
  }
  if (last < text.length) spans.push({ kind: 'text', text: text.slice(last) });
  return spans;
}
