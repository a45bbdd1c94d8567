/** The SVG writer: what the painter draws becomes elements, whatever names it meets. */
import { beforeAll, expect, test, vi } from 'vitest';
import { drawMark, drawShape } from '../../src/app/views/topology/glyphs.ts';
import { SvgBrush } from '../../src/app/views/topology/svg-writer.ts';

// Node has no Path2D; the writer only asks which path data a shape was made of.
beforeAll(() => {
  vi.stubGlobal('Path2D', class {});
});

const brush = () => new SvgBrush((_, text) => text.length * 7);

test('strokes, dashes, arcs and alpha become presentation attributes', () => {
  const ctx = brush();
  ctx.strokeStyle = 'rgb(1 2 3 / 1.000)';
  ctx.lineWidth = 2;
  ctx.setLineDash([3, 4]);
  ctx.globalAlpha = 0.5;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.quadraticCurveTo(5, 5, 10.004, 0);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  ctx.fillStyle = 'rgb(9 8 7 / 0.250)';
  ctx.beginPath();
  ctx.arc(10, 10, 5, 0, 2 * Math.PI);
  ctx.fill();
  expect(ctx.document(20, 20, 'rgb(0 0 0 / 1.000)', 'a < b')).toBe(
    [
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20" role="img">',
      '<title>a &lt; b</title>',
      '<rect width="20" height="20" fill="rgb(0,0,0)"/>',
      '<path d="M0 0Q5 5 10 0" fill="none" stroke="rgb(1,2,3)" stroke-width="2" stroke-dasharray="3 4" opacity="0.50"/>',
      '<path d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10" fill="rgba(9,8,7,0.25)"/>',
      '</svg>\n',
    ].join('\n'),
  );
});

test('shapes are moved as a whole, with their strokes', () => {
  const ctx = brush();
  ctx.strokeStyle = 'rgb(0 0 0 / 1.000)';
  drawShape(ctx, 'M0 0h16', 100, 50, 8, 2);
  drawMark(ctx, 'crit', 20, 20, 16, 'rgb(255 0 0 / 1.000)', 'rgb(255 255 255 / 1.000)');
  const svg = ctx.document(200, 100, '#000', '');
  expect(svg).toContain(
    '<path d="M0 0h16" fill="none" stroke="rgb(0,0,0)" stroke-linecap="round" stroke-linejoin="round" stroke-width="2" transform="translate(96 46) scale(0.5000)"/>',
  );
  expect(svg.match(/<path/g)).toHaveLength(3);
});

test('names that look like markup stay words', () => {
  const ctx = brush();
  ctx.font = '500 11.5px "JetBrains Mono", monospace';
  ctx.textAlign = 'center';
  ctx.fillStyle = 'rgb(0 0 0 / 1.000)';
  ctx.fillText('<script>"&\u0000', 5, 5);
  const svg = ctx.document(10, 10, '#000', '</title><script>');
  expect(svg).not.toContain('<script');
  expect(svg).toContain('>&lt;script&gt;&quot;&amp; </text>');
  expect(svg).toContain('font-family="\'JetBrains Mono\', monospace"');
});
