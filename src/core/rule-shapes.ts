/** Which metric of ours a PromQL expression means: its shape is compared with expressions we know, up to a linear change of unit. */
import { KNOWN_METRICS } from './domain/metrics.ts';
import { fillExpression, NODE_EXPORTER } from './formats/prometheus-mapping.ts';
import type { Expr, Matcher } from './query/ast.ts';
import { parsePromql } from './query/promql.ts';

/** An expression that is `scale × metric + shift`. */
export interface Linear {
  readonly metric: string;
  readonly scale: number;
  readonly shift: number;
  /** Conditions on labels beyond those of the known expression. */
  readonly extra: readonly Matcher[];
}

/** Other ways to write our metrics: expression = scale × metric + shift. Sources: node-mixin, awesome-prometheus-alerts. */
const ALIASES: readonly (readonly [expr: string, metric: string, scale: number, shift: number])[] =
  [
    ['node_filesystem_avail_bytes / node_filesystem_size_bytes', 'disk', -1, 1],
    ['node_filesystem_free_bytes / node_filesystem_size_bytes', 'disk', -1, 1],
    ['node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes', 'memory', -1, 1],
    ['rate(node_cpu_seconds_total{mode="idle"}[5m])', 'cpu', -1, 1],
    ['irate(node_cpu_seconds_total{mode="idle"}[5m])', 'cpu', -1, 1],
    [
      'sum without (mode) (avg without (cpu) (rate(node_cpu_seconds_total{mode!~"idle|iowait|steal"}[2m])))',
      'cpu',
      1,
      0,
    ],
    ['rate(node_disk_io_time_seconds_total[5m])', 'disk_io', 1, 0],
    ['irate(node_disk_io_time_seconds_total[5m])', 'disk_io', 1, 0],
    ['rate(node_network_receive_bytes_total[5m])', 'net_in', 1, 0],
    ['rate(node_network_transmit_bytes_total[5m])', 'net_out', 1, 0],
    ['node_load1', 'load', 1, 0],
    [
      'node_load1 / count without (cpu, mode) (node_cpu_seconds_total{mode="idle"})',
      'load_per_core',
      1,
      0,
    ],
    ['node_filesystem_files_free / node_filesystem_files', 'files_used', -1, 1],
    [
      'rate(node_network_receive_errs_total[2m]) / rate(node_network_receive_packets_total[2m])',
      'net_errs_in',
      1,
      0,
    ],
    [
      'rate(node_network_transmit_errs_total[2m]) / rate(node_network_transmit_packets_total[2m])',
      'net_errs_out',
      1,
      0,
    ],
    ['node_nf_conntrack_entries / node_nf_conntrack_entries_limit', 'conntrack', 1, 0],
    ['node_filefd_allocated * 100 / node_filefd_maximum', 'fd_used', 100, 0],
    [
      'node_md_disks_required - ignoring (state) node_md_disks{state="active"}',
      'raid_missing',
      1,
      0,
    ],
    ['node_md_disks{state="failed"}', 'raid_failed', 1, 0],
    ['node_hwmon_temp_celsius', 'temperature', 1, 0],
  ];

interface Known {
  readonly shape: Expr;
  readonly metric: string;
  readonly scale: number;
  readonly shift: number;
}

let shapes: readonly Known[] | undefined;

/** Parsed once, with the first import. */
function known(): readonly Known[] {
  shapes ??= [
    ...Object.entries(NODE_EXPORTER).map(([metric, expr]): Known => {
      const shape = parsePromql(fillExpression(expr, '', 1000));
      return { shape, metric, scale: 1, shift: 0 };
    }),
    ...ALIASES.map(([expr, metric, scale, shift]): Known => {
      return { shape: parsePromql(expr), metric, scale, shift };
    }),
  ];
  return shapes;
}

const NAMES: ReadonlyMap<string, string> = new Map(
  KNOWN_METRICS.flatMap(({ id, otel, prom }): [string, string][] => [
    [prom, id],
    [otel.replaceAll('.', '_'), id],
    [id, id],
  ]),
);

/** The value of an expression of numbers only; `undefined` for any other. */
export function constantOf(expr: Expr): number | undefined {
  if (expr.kind === 'number') return expr.value;
  if (expr.kind === 'negate') {
    const value = constantOf(expr.expr);
    return value === undefined ? undefined : -value;
  }
  if (expr.kind !== 'binary') return undefined;
  const left = constantOf(expr.left);
  const right = constantOf(expr.right);
  if (left === undefined || right === undefined) return undefined;
  switch (expr.op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return undefined;
  }
}

/** Reads an expression as a linear function of one of our metrics, or of a metric of the source's own; `undefined` when it is none. */
export function linearOf(
  expr: Expr,
  own: (name: string) => string | undefined,
): Linear | undefined {
  for (const { shape, ...rest } of known()) {
    const extra: Matcher[] = [];
    if (fits(shape, expr, extra)) return { ...rest, extra: distinct(extra) };
  }
  if (expr.kind === 'selector') {
    const name = nameOf(expr.matchers);
    const metric = name === undefined ? undefined : (NAMES.get(name) ?? own(name));
    if (metric === undefined) return undefined;
    return { metric, scale: 1, shift: 0, extra: distinct(withoutName(expr.matchers)) };
  }
  if (expr.kind === 'negate') return moved(linearOf(expr.expr, own), -1, 0);
  // One value per server: which of the ways it is summed up was asked for is the metric's business.
  if (expr.kind === 'aggregate' && ['avg', 'max', 'min', 'sum'].includes(expr.op))
    return keepsInstance(expr.grouping) ? linearOf(expr.expr, own) : undefined;
  if (expr.kind !== 'binary') return undefined;
  return linearBinary(expr, own);
}

function linearBinary(
  expr: Extract<Expr, { kind: 'binary' }>,
  own: (name: string) => string | undefined,
): Linear | undefined {
  const left = constantOf(expr.left);
  const right = constantOf(expr.right);
  if (right !== undefined) {
    const inner = linearOf(expr.left, own);
    if (expr.op === '*') return moved(inner, right, 0);
    if (expr.op === '/') return right === 0 ? undefined : moved(inner, 1 / right, 0);
    if (expr.op === '+') return moved(inner, 1, right);
    return expr.op === '-' ? moved(inner, 1, -right) : undefined;
  }
  if (left === undefined) return undefined;
  const inner = linearOf(expr.right, own);
  if (expr.op === '*') return moved(inner, left, 0);
  if (expr.op === '+') return moved(inner, 1, left);
  return expr.op === '-' ? moved(inner, -1, left) : undefined;
}

function moved(inner: Linear | undefined, scale: number, shift: number): Linear | undefined {
  return inner && { ...inner, scale: inner.scale * scale, shift: inner.shift * scale + shift };
}

/** Whether two expressions differ only in ranges, groupings and further conditions on labels, which are collected. */
function fits(shape: Expr, expr: Expr, extra: Matcher[]): boolean {
  switch (shape.kind) {
    case 'number':
      return constantOf(expr) === shape.value;
    case 'selector':
      return expr.kind === 'selector' && fitsSelector(shape.matchers, expr.matchers, extra);
    case 'call':
      return (
        expr.kind === 'call' &&
        expr.name === shape.name &&
        expr.args.length === shape.args.length &&
        shape.args.every((arg, i) => fits(arg, expr.args[i], extra))
      );
    case 'aggregate':
      return (
        expr.kind === 'aggregate' &&
        expr.op === shape.op &&
        keepsInstance(expr.grouping) &&
        fits(shape.expr, expr.expr, extra)
      );
    case 'binary':
      return (
        expr.kind === 'binary' &&
        expr.op === shape.op &&
        fits(shape.left, expr.left, extra) &&
        fits(shape.right, expr.right, extra)
      );
    default:
      return false;
  }
}

function fitsSelector(
  shape: readonly Matcher[],
  matchers: readonly Matcher[],
  extra: Matcher[],
): boolean {
  const same = (a: Matcher, b: Matcher) =>
    a.label === b.label && a.op === b.op && a.value === b.value;
  if (!shape.every((wanted) => matchers.some((found) => same(wanted, found)))) return false;
  extra.push(...matchers.filter((found) => !shape.some((wanted) => same(wanted, found))));
  return true;
}

function keepsInstance({
  kind,
  labels,
}: {
  readonly kind: 'by' | 'without';
  readonly labels: readonly string[];
}): boolean {
  return labels.includes('instance') === (kind === 'by');
}

/** Name of the metric a selector asks for by equality. */
export function nameOf(matchers: readonly Matcher[]): string | undefined {
  return matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
}

/** Conditions on other labels than the name. */
export function withoutName(matchers: readonly Matcher[]): readonly Matcher[] {
  return matchers.filter(({ label }) => label !== '__name__');
}

function distinct(matchers: readonly Matcher[]): readonly Matcher[] {
  const seen = new Map(
    matchers.map((matcher) => [matcher.label + matcher.op + matcher.value, matcher]),
  );
  return [...seen.values()];
}
