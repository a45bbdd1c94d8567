/** Servers of a Prometheus from its series: `node_uname_info`, `up` and the labels they carry. */
import type { Fleet, Link, Rack, Role, Server, Tier } from '../domain/fleet.ts';
import type { Metric } from '../domain/metrics.ts';
import type { Labels } from '../domain/series.ts';
import { describeServer } from './server-facts.ts';

/** A scrape target that is a server; `instance` and `job` name its series. */
export interface Target {
  readonly instance: string;
  readonly job: string;
  readonly labels: Labels;
}

/** Labels that say where a server stands, first match wins. */
const SITE = ['site', 'datacenter', 'dc', 'region', 'availability_zone', 'zone', 'cluster'];
const ENVIRONMENT = ['environment', 'env', 'deployment_environment_name', 'stage'];
const RACK_UNITS = 42;

/** What a host name or job says of a server's work. The first hit decides; sources that say nothing stay `other`. */
const ROLE_WORDS: readonly (readonly [RegExp, Role, Tier])[] = [
  [/ingress/u, 'ingress', 'edge'],
  [/proxy|haproxy|nginx|envoy|traefik|(?:^|[-_.\s])lb\d*(?:[-_.\s]|$)/u, 'proxy', 'edge'],
  [/k8s-?master|kube-?(?:master|control)|control-?plane/u, 'k8s-master', 'kubernetes'],
  [/k8s|kube|(?:^|[-_.\s])worker/u, 'k8s-worker', 'kubernetes'],
  [/redis|memcache|cache/u, 'cache', 'cache'],
  [/kafka|rabbit|queue|nats|(?:^|[-_.\s])mq/u, 'queue', 'data'],
  [/postgres|mysql|mariadb|mongo|oracle|(?:^|[-_.\s])(?:db|sql)\d*(?:[-_.\s]|$)/u, 'db', 'data'],
  [/minio|ceph|nfs|storage|(?:^|[-_.\s])nas/u, 'storage', 'data'],
  [/backup|bacula|borg/u, 'backup', 'platform'],
  [/prometheus|grafana|monitor|zabbix/u, 'monitoring', 'platform'],
  [/spark|hadoop|clickhouse|analytic|elastic/u, 'analytics', 'platform'],
  [/mail|smtp|postfix|imap/u, 'mail', 'platform'],
  [/api|gateway/u, 'api', 'api'],
  [/web|www|front/u, 'web', 'web'],
];

/** Key of a target within one source. */
export const targetKey = (labels: Labels): string =>
  `${labels.instance ?? ''}\n${labels.job ?? ''}`;

/**
 * Targets of the answers to `up` and `node_uname_info`, those with a host name first, in order of name.
 * Where any target has a host name, only those are servers: the others are services on them.
 */
export function targetsOf(up: readonly Labels[], uname: readonly Labels[]): readonly Target[] {
  const found = uname.length > 0 ? uname : up;
  const byKey = new Map<string, Target>();
  for (const labels of found)
    byKey.set(targetKey(labels), {
      instance: labels.instance ?? '',
      job: labels.job ?? '',
      labels,
    });
  return [...byKey.values()].sort((a, b) =>
    `${a.instance}\n${a.job}` < `${b.instance}\n${b.job}` ? -1 : 1,
  );
}

/** The fleet of targets: names unique and readable, roles by label or name, racks where labels name them. */
export function fleetOf(
  targets: readonly Target[],
  metrics: readonly Metric[],
  calls: readonly (readonly [from: string, to: string])[],
): Fleet {
  const names = namesOf(targets);
  const servers = targets.map((target, index) => serverOf(target, index, names[index]));
  return { metrics, servers, links: linksOf(targets, names, calls), racks: racksOf(servers) };
}

/** The host name where it is one server's only, else the instance, else both with the job. */
function namesOf(targets: readonly Target[]): readonly string[] {
  const wanted = targets.map(
    ({ labels, instance }) => labels.nodename || instance.replace(/:\d+$/u, '') || instance,
  );
  const unique = (list: readonly string[], i: number) =>
    list.filter((name) => name === list[i]).length === 1;
  const instances = targets.map(({ instance }) => instance);
  return targets.map(({ instance, job }, i) =>
    unique(wanted, i) ? wanted[i] : unique(instances, i) ? instance : `${instance} ${job}`,
  );
}

function serverOf({ instance, job, labels }: Target, index: number, name: string): Server {
  const text = `${labels.role ?? ''} ${name} ${job}`.toLowerCase();
  const [, role, tier] = ROLE_WORDS.find(([pattern]) => pattern.test(text)) ?? [
    undefined,
    'other' as const,
    'platform' as const,
  ];
  const site = first(labels, SITE);
  const rack = labels.rack ?? '';
  return describeServer(name, index, {
    role,
    tier,
    ip: instance,
    os: labels.sysname ?? '',
    kernel: labels.release ?? '',
    environment: first(labels, ENVIRONMENT),
    location: site === '' ? job : site,
    place:
      rack === ''
        ? undefined
        : {
            site: site === '' ? job : site,
            room: labels.room ?? '1',
            row: labels.row ?? '1',
            rack,
            unit: Math.max(1, Math.min(RACK_UNITS, Number(labels.unit) || 1)),
            height: 1,
          },
  });
}

const first = (labels: Labels, keys: readonly string[]): string =>
  keys.map((key) => labels[key]).find((value) => value) ?? '';

/** Calls whose both ends are servers here, by host name, instance or job. */
function linksOf(
  targets: readonly Target[],
  names: readonly string[],
  calls: readonly (readonly [string, string])[],
): readonly Link[] {
  const byWord = new Map<string, number[]>();
  const put = (word: string | undefined, i: number) => {
    if (!word) return;
    const list = byWord.get(word);
    if (list) list.push(i);
    else byWord.set(word, [i]);
  };
  targets.forEach((target, i) => {
    for (const word of new Set([
      names[i],
      target.instance,
      target.job,
      target.labels.service,
      target.labels.app,
    ]))
      put(word, i);
  });
  const links: Link[] = [];
  for (const [caller, callee] of calls)
    for (const from of byWord.get(caller) ?? [])
      for (const to of byWord.get(callee) ?? [])
        if (from !== to) links.push({ from, to, fanOut: 1, kind: 'call' });
  return links;
}

function racksOf(servers: readonly Server[]): readonly Rack[] {
  const racks = new Map<string, Rack>();
  for (const { place } of servers) {
    if (!place) continue;
    const { site, room, row, rack } = place;
    if (!racks.has(rack))
      racks.set(rack, {
        name: rack,
        site,
        room,
        row,
        position: [...racks.values()].filter((other) => other.site === site && other.row === row)
          .length,
        units: RACK_UNITS,
        powerLimit: Number.POSITIVE_INFINITY,
      });
  }
  return [...racks.values()];
}
