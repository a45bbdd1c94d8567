/** Real Prometheus, node_exporter, Alertmanager, nginx and Caddy for tests: found or skipped with a reason, started on free loopback ports. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs by the names Debian gives them; upstream's come second. */
const PROGRAMS = {
  prometheus: ['prometheus'],
  promtool: ['promtool'],
  exporter: ['prometheus-node-exporter', 'node_exporter'],
  alertmanager: ['prometheus-alertmanager', 'alertmanager'],
  amtool: ['amtool'],
  nginx: ['nginx'],
  caddy: ['caddy'],
} as const;
export type Program = keyof typeof PROGRAMS;

const PLACES = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
const START_TIMEOUT_MS = 45_000;

/** Path of a program; `undefined` where it is not installed. */
export function findProgram(program: Program): string | undefined {
  return PROGRAMS[program]
    .flatMap((name) => PLACES.map((place) => join(place, name)))
    .find((path) => existsSync(path));
}

/** Why tests with these programs are skipped; `undefined` when all are here. */
export function missing(...programs: readonly Program[]): string | undefined {
  const absent = programs.filter((program) => findProgram(program) === undefined);
  return absent.length === 0 ? undefined : `not installed: ${absent.join(', ')}`;
}

/** Everything one test started; `stop` ends it and removes its files. */
export interface Stage {
  readonly folder: string;
  /** Starts a program and waits until `url` answers, with a status below 500 unless `isWell` says otherwise. */
  start(
    program: Program,
    args: readonly string[],
    url: string,
    isWell?: (status: number) => boolean,
  ): Promise<ChildProcess>;
  /** Runs a program to its end; what it printed. */
  run(program: Program, ...args: readonly string[]): string;
  /** Writes a file into the folder; its path. */
  write(name: string, text: string): string;
  stop(): Promise<void>;
}

/** Makes a stage with a folder of its own. */
export function makeStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'edge-real-'));
  const running: ChildProcess[] = [];
  const pathOf = (program: Program): string => {
    const path = findProgram(program);
    if (path === undefined) throw new Error(`${program} is not installed`);
    return path;
  };
  return {
    folder,
    async start(program, args, url, isWell = (status) => status < 500) {
      const child = spawn(pathOf(program), args, {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      running.push(child);
      let output = '';
      const note = (chunk: Buffer) => {
        output = `${output}${chunk}`.slice(-2000);
      };
      child.stdout?.on('data', note);
      child.stderr?.on('data', note);
      await until(
        () => {
          if (child.exitCode !== null) throw new Error(`${program} ended at once: ${output}`);
          return answers(url, isWell);
        },
        () => `${program} does not answer ${url}: ${output}`,
      );
      return child;
    },
    run: (program, ...args) => execFileSync(pathOf(program), args, { encoding: 'utf8' }),
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    async stop() {
      await Promise.all(
        running.map(
          (child) =>
            new Promise<void>((resolve) => {
              if (child.exitCode !== null || child.signalCode !== null) return resolve();
              child.once('exit', () => resolve());
              child.kill('SIGTERM');
            }),
        ),
      );
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string, isWell: (status: number) => boolean): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return isWell(response.status);
  } catch {
    return false;
  }
}

/** A free loopback port. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** node_exporter on a port of its own; its address `host:port`. */
export async function startExporter(
  stage: Stage,
): Promise<{ target: string; child: ChildProcess }> {
  const target = `127.0.0.1:${await freePort()}`;
  const child = await stage.start(
    'exporter',
    [`--web.listen-address=${target}`],
    `http://${target}/`,
  );
  return { target, child };
}

/** A Prometheus with its default configuration but for targets and scrape interval, each target scraped once; its base address. */
export async function startPrometheus(
  stage: Stage,
  targets: readonly string[],
  extra: readonly string[] = [],
): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`;
  const jobs = targets.length
    ? `scrape_configs:\n- job_name: node\n  static_configs:\n  - targets: [${targets.map((target) => `'${target}'`).join(', ')}]\n`
    : '';
  const config = stage.write(
    `prometheus-${address.split(':')[1]}.yml`,
    `global:\n  scrape_interval: 1s\n${jobs}`,
  );
  const args = [
    `--config.file=${config}`,
    // A test may bring data of its own.
    ...(extra.some((one) => one.startsWith('--storage.tsdb.path='))
      ? []
      : [`--storage.tsdb.path=${join(stage.folder, `tsdb-${address.split(':')[1]}`)}`]),
    `--web.listen-address=${address}`,
    ...extra,
  ];
  await stage.start('prometheus', args, `http://${address}/-/ready`);
  const url = `http://${address}`;
  if (targets.length > 0) await scraped(url, targets.length);
  return url;
}

/** Waits until that many targets were scraped once: before that it is as empty as one without any. */
function scraped(url: string, targets: number): Promise<void> {
  return until(
    async () => {
      const answer = await fetch(`${url}/api/v1/query?query=up`);
      const { data }: { data: { result: readonly unknown[] } } = await answer.json();
      return data.result.length >= targets;
    },
    () => `${url} scraped nothing`,
  );
}

/** Asks every 100 ms, since other programs tell nobody, until the answer is yes. @throws Error with `failure` after the time a start may take */
async function until(ask: () => Promise<boolean>, failure: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(failure());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** An Alertmanager that notifies nobody; its base address. */
export async function startAlertmanager(stage: Stage): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`;
  const config = stage.write(
    `alertmanager-${address.split(':')[1]}.yml`,
    'route:\n  receiver: nobody\nreceivers:\n- name: nobody\n',
  );
  const args = [
    `--config.file=${config}`,
    `--storage.path=${join(stage.folder, `alertmanager-${address.split(':')[1]}`)}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
  ];
  await stage.start('alertmanager', args, `http://${address}/-/ready`);
  return `http://${address}`;
}
