/** The preview's Markdown: what a post-mortem is written in comes out as blocks, anything at all comes out as text, and nothing of it can run. */

import { expect, test } from 'vitest';
import { type Block, readMarkdown, type Span } from '../../src/app/views/alerts/markdown-blocks.ts';
import fc from '../property.ts';

const plain = (spans: readonly Span[]) => spans.map(({ text }) => text).join('');

test('headings, paragraphs, tables, lists and tasks are read as they are written', () => {
  const blocks = readMarkdown(
    [
      '# Post-mortem: Disk · db (INC-1)',
      '',
      'First line',
      'second line of **it**.',
      '| Server | Since |',
      '| --- | --- |',
      '| db \\| web | 13:40 |',
      '',
      '- 13:40 `iotop` ran',
      '- What went well:',
      '',
      '1. one',
      '2. two',
      '',
      '- [ ] ',
      '- [x] done, see [the log](https://example.org/a?b=1)',
      '> quoted',
      '---',
      '```',
      '# not a heading',
      '```',
    ].join('\n'),
  );
  expect(blocks.map(({ kind }) => kind)).toEqual([
    'heading',
    'paragraph',
    'table',
    'list',
    'list',
    'list',
    'quote',
    'rule',
    'code',
  ]);
  const [heading, paragraph, table, , ordered, tasks] = blocks;
  expect(heading).toMatchObject({ level: 1 });
  expect(paragraph.kind === 'paragraph' && paragraph.spans).toEqual([
    { kind: 'text', text: 'First line second line of ' },
    { kind: 'strong', text: 'it' },
    { kind: 'text', text: '.' },
  ]);
  expect(table.kind === 'table' && table.rows.map((row) => row.map(plain))).toEqual([
    ['db | web', '13:40'],
  ]);
  expect(ordered).toMatchObject({ ordered: true });
  expect(tasks.kind === 'list' && tasks.items.map(({ done }) => done)).toEqual([false, true]);
  expect(tasks.kind === 'list' && tasks.items[1].spans[1]).toEqual({
    kind: 'link',
    text: 'the log',
    href: 'https://example.org/a?b=1',
  });
});

test('any text is read, in time, and only http addresses become links', () => {
  const spansOf = (block: Block): readonly Span[] => {
    if (block.kind === 'list') return block.items.flatMap(({ spans }) => spans);
    if (block.kind === 'table') return [block.head, ...block.rows].flat(2);
    return 'spans' in block ? block.spans : [];
  };
  const piece = fc.constantFrom(
    ...['#', '-', '|', '---', '*', '**', '`', '[x](javascript:alert(1))', '[y](http://a.b)', '>'],
    ...['\n', ' ', '```', '1.', '[ ]', '<img src=x onerror=1>', '디스크', '\\|'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const span of readMarkdown(pieces.join('')).flatMap(spansOf))
        if (span.kind === 'link') expect(span.href).toBe('http://a.b');
    }),
    { numRuns: 2000 },
  );
  const long = `${'**a '.repeat(20_000)}\n${'|'.repeat(20_000)}\n${'[a]('.repeat(20_000)}`;
  const begun = process.hrtime.bigint();
  readMarkdown(long);
  expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(5000);
});
