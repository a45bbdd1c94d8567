/** A conversation as Markdown: questions, answers with numbered evidence, the queries, and how each answer came about. */
import type { Answer, Evidence } from '../../../core/assistant/answer.ts';
import { formatInstant } from '../../../core/domain/time.ts';
import { type Conversation, type Turn, titleOf } from './conversations.ts';

/** Words and formats the text is made with. */
export interface MarkdownWords {
  /** Text of a paragraph in the answer's language. */
  say(answer: Answer, paragraph: Answer['paragraphs'][number]): string;
  /** Metric name and value of an evidence, in the answer's language. */
  evidence(answer: Answer, evidence: Evidence): { readonly metric: string; readonly value: string };
  /** A line such as "Intent model · 12 ms". */
  method(answer: Answer): string;
  readonly headings: {
    readonly evidence: readonly [
      number: string,
      metric: string,
      server: string,
      value: string,
      at: string,
      query: string,
    ];
    readonly query: string;
    readonly none: string;
    readonly note: string;
  };
}

/** The whole conversation; instants in UTC, so that the file means the same elsewhere. */
export function conversationMarkdown(conversation: Conversation, words: MarkdownWords): string {
  const parts = [
    `# ${oneLine(titleOf(conversation))}`,
    `_${words.headings.note} · ${formatInstant(conversation.startedAt)}_`,
    ...conversation.turns.flatMap((turn) => turnMarkdown(turn, words)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function turnMarkdown(turn: Turn, words: MarkdownWords): readonly string[] {
  const { answer } = turn;
  const head = [`## ${oneLine(turn.question)}`, `_${formatInstant(turn.askedAt)}_`];
  if (!answer) return [...head, turn.failure ?? words.headings.none];
  const paragraphs = answer.paragraphs.slice(0, turn.shown).map((paragraph) => {
    const cite = (paragraph.cite ?? []).map((number) => ` \\[${number}\\]`).join('');
    return `${escaped(words.say(answer, paragraph))}${cite}`;
  });
  return [
    ...head,
    ...paragraphs,
    ...(answer.evidence.length > 0 ? [evidenceTable(answer, words)] : []),
    ...(answer.promql ? [`${words.headings.query}\n\n\`\`\`promql\n${answer.promql}\n\`\`\``] : []),
    `_${words.method(answer)}_`,
  ];
}

function evidenceTable(answer: Answer, words: MarkdownWords): string {
  const rows = answer.evidence.map((evidence, i) => {
    const { metric, value } = words.evidence(answer, evidence);
    return [
      String(i + 1),
      metric,
      evidence.server ?? '',
      value,
      formatInstant(evidence.end),
      `\`${evidence.promql}\``,
    ];
  });
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  const { evidence: head } = words.headings;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Text that must not become markup by accident. */
const escaped = (text: string): string => text.replaceAll(/([\\*_`#<>[\]])/g, '\\$1');
