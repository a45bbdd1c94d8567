/** A report as Markdown; the words come from the reader's dictionary. */
import type { Figure } from './evidence.ts';
import type { Finding, Recommendation } from './findings.ts';
import type { Report } from './report.ts';

/** One line of evidence. */
export interface EvidenceRow {
  readonly server: string;
  readonly metric: string;
  /** Newest value, median before, … */
  readonly what: string;
  readonly value: string;
  readonly time: string;
  readonly query: string;
}

/** The words of one language, already formatted: units, instants and plurals are the dictionary's business. */
export interface ReportWords {
  readonly title: string;
  /** Instant, figures and status counts, a paragraph. */
  summary(report: Report): string;
  /** Headings: findings, what to do. */
  readonly findings: string;
  readonly advice: string;
  /** Column titles of the evidence. */
  readonly columns: EvidenceRow;
  /** Said when there is no finding. */
  readonly calm: string;
  finding(finding: Finding): string;
  /** Cells of the evidence; the query that gives the number follows by itself. */
  figure(figure: Figure): Omit<EvidenceRow, 'query'>;
  recommendation(recommendation: Recommendation): string;
}

/** Writes a report: title, summary, one section per finding with its evidence as a table, what to do. Ends in a newline. */
export function reportMarkdown(report: Report, words: ReportWords): string {
  const parts = [`# ${words.title}`, words.summary(report), `## ${words.findings}`];
  if (report.findings.length === 0) parts.push(words.calm);
  report.findings.forEach((finding, k) => {
    parts.push(`${k + 1}. **${escaped(words.finding(finding))}**`);
    if (finding.evidence.length > 0) parts.push(table(finding.evidence, words));
    const advice = finding.advice.map((item) => `   - ${escaped(words.recommendation(item))}`);
    if (advice.length > 0) parts.push(advice.join('\n'));
  });
  if (report.advice.length > 0) {
    parts.push(`## ${words.advice}`);
    parts.push(report.advice.map((item) => `- ${escaped(words.recommendation(item))}`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function table(evidence: readonly Figure[], words: ReportWords): string {
  const row = (cells: Omit<EvidenceRow, 'query'>, query: string): string =>
    `   | ${[cells.server, cells.metric, cells.what, cells.value, cells.time].map(escaped).join(' | ')} | ${query} |`;
  return [
    row(words.columns, escaped(words.columns.query)),
    '   | --- | --- | --- | ---: | --- | --- |',
    ...evidence.map((one) => row(words.figure(one), code(one.promql))),
  ].join('\n');
}

/** A code span; a bar would end the cell, a backtick the span. */
function code(text: string): string {
  return text.includes('`')
    ? escaped(text)
    : `\`${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}\``;
}

/** Names come from files and servers: what Markdown or HTML would take as markup is escaped. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');
}
