/** Making and opening bundles: what the open run holds of a period as a file, and a file as a source of this device. */
import { actId } from '../core/act-id.ts';
import { isAct } from '../core/domain/act.ts';
import { sourceKey } from '../core/domain/act-log.ts';
import { seriesCount } from '../core/domain/fleet.ts';
import type { Alert, Incident } from '../core/domain/incident.ts';
import type { EpochMs } from '../core/domain/time.ts';
import {
  BUNDLE_SAMPLES,
  type BundleParts,
  outagesOf,
  readBundle,
  writeBundle,
} from '../core/formats/bundle.ts';
import { BUNDLE_VERSION } from '../core/formats/bundle-about.ts';
import { planRedaction, redactParts } from '../core/redact.ts';
import { NAME_KINDS } from '../core/redact-names.ts';
import type { BundlePlan, BundleRequest, OpenedBundle } from '../core/share-calls.ts';
import { stateDigest } from '../core/state-digest.ts';
import { handOver } from './rpc.ts';
import { loadRules } from './rule-calls.ts';
import { named, progressOf, type ShareEnvironment } from './share-environment.ts';
import { runSliced } from './slices.ts';

/** What a bundle would hold, with the first names of its preview. */
export async function planBundle(
  env: ShareEnvironment,
  request: BundleRequest & { readonly filter: string; readonly most: number },
): Promise<BundlePlan> {
  const parts = await partsOf(env, request, '', false);
  const { from, to, step } = parts.about;
  const names = request.redaction ? planRedaction(parts, request.redaction) : [];
  const wanted = request.filter.trim().toLowerCase();
  const matching = names.filter(({ before, after }) =>
    `${before}\n${after}`.toLowerCase().includes(wanted),
  );
  return {
    from,
    to,
    isWhole: from <= env.current().from,
    samples: (Math.round((to - from) / step) + 1) * seriesCount(parts.fleet),
    most: BUNDLE_SAMPLES,
    counts: Object.fromEntries(
      NAME_KINDS.map((kind) => [kind, names.filter((name) => name.kind === kind).length]),
    ),
    names: matching.slice(0, request.most),
    matching: matching.length,
  };
}

/** Writes the bundle, in slices. */
export async function makeBundle(
  env: ShareEnvironment,
  request: BundleRequest & { readonly app: string },
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array }> {
  const parts = await partsOf(env, request, request.app, true);
  const { from, to } = parts.about;
  const { source, t } = env.current();
  const reader = source.reader(t);
  const shown = request.redaction ? redactParts(parts, request.redaction) : parts;
  const steps = writeBundle(shown, (metric, server) => reader.read(metric, server, from, to));
  const bytes = await runSliced(steps, signal, progressOf(env));
  return handOver({ bytes }, [bytes.buffer as ArrayBuffer]);
}

/** Reads a bundle and keeps it: samples and what belongs to them as a file, alerts, incidents and acts as history of that file. */
export async function openBundle(
  env: ShareEnvironment,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  signal: AbortSignal,
): Promise<OpenedBundle> {
  const read = await named(name, () => runSliced(readBundle(bytes), signal, progressOf(env)));
  const { about, dataset, rules, outages, alerts, incidents, acts } = read;
  const extra = { rules, outages, from: about.replay };
  const title = about.name === '' ? name : about.name;
  const history = await env.opening;
  const key = await history.saveDataset(title, dataset, env.host.now(), extra);
  env.adopt(key, { name: title, dataset, extra });
  const source = `file/${key}`;
  await history.keepActs(acts.map((act) => ({ id: actId(act), act, source, undone: false })));
  await history.keepLog(alerts, incidents, source);
  return {
    about,
    session: {
      ...read.session,
      source: 'file',
      file: key,
      step: about.step,
      from: undefined,
      at: about.at,
      actions: [],
    },
    damaged: read.damaged,
    alerts: alerts.length,
    incidents: incidents.length,
    acts: acts.length,
  };
}

/** Everything of the period but its samples. @param isComplete false leaves out what only the file needs: who answered when */
async function partsOf(
  env: ShareEnvironment,
  { session, from: wanted, title }: BundleRequest,
  app: string,
  isComplete: boolean,
): Promise<BundleParts> {
  const run = env.current();
  const { source, t, from: first, pipeline } = run;
  const { fleet, step } = source;
  const from = startOf(Math.max(wanted, source.reader(t).extent().from), first, step);
  const replay = Math.max(from, first);
  const snapshot = pipeline.snapshot();
  const history = await env.opening;
  const isInside = (start: EpochMs, end: EpochMs | undefined) => start <= t && (end ?? t) >= from;
  const seen = (await history.log()).incidents.filter(
    (one) => one.source === sourceKey(env.session()) && one.openedAt >= first,
  );
  const reach = isComplete ? source.reach?.bind(source) : undefined;
  return {
    about: {
      version: BUNDLE_VERSION,
      app,
      madeAt: env.host.now(),
      name: source.kind === 'simulated' ? title : source.name,
      isRedacted: false,
      at: t,
      step,
      ...{ from, to: t, replay, samples: 0 },
      digest: replay === first ? stateDigest(fleet, snapshot) : '',
    },
    session: { ...session, budget: env.session().budget, step, from: replay, at: t, actions: [] },
    fleet,
    rules: source.rules ?? (await loadRules(env.opening)),
    alerts: unique(
      [...snapshot.alerts, ...pipeline.alertLog].filter(
        (alert) => alert.state !== 'pending' && isInside(alert.since, alert.endedAt),
      ),
    ),
    incidents: unique(
      [...snapshot.incidents, ...seen.map(({ source: _, ...one }): Incident => one)].filter((one) =>
        isInside(one.openedAt, one.resolvedAt),
      ),
    ),
    acts: env
      .session()
      .actions.filter((action) => isAct(action))
      .filter((act) => act.at <= t),
    outages: reach ? outagesOf(ticks(replay, t, step), fleet.servers.length, reach) : [],
  };
}

/** The first tick at or after `wanted`; ticks lie at multiples of the step from the replay's first, also before it. */
function startOf(wanted: EpochMs, first: EpochMs, step: number): EpochMs {
  return first + Math.ceil((wanted - first) / step) * step;
}

function* ticks(from: EpochMs, to: EpochMs, step: number): Generator<EpochMs> {
  for (let t = from; t <= to; t += step) yield t;
}

/** The first of each id: what is shown now is newer than what was kept. */
function unique<T extends Alert | Incident>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.toReversed().map((row) => [row.id, row])).values()].reverse();
}
