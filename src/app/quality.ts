/** The page's end of quality measurement: what was measured, the files it was measured on, and the run under way. */
import { type Accessor, createSignal } from 'solid-js';
import { DETECTORS } from '../core/detect/detectors.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { CATALOGUE } from '../core/domain/metrics.ts';
import type { Ms } from '../core/domain/time.ts';
import type { Trial } from '../core/quality.ts';
import type { ForecastTrial } from '../core/quality-forecast-figures.ts';
import type { LabelFacts, Spans } from '../core/quality-labelled.ts';
import type { Engine } from './engine.tsx';
import { type Progress, runJobs } from './quality-pool.ts';

/** What can be run. */
export type RunKind = 'simulated' | 'labelled' | 'forecasts';

/** What is being done. The last results stay until a run completes. */
export type RunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly run: RunKind; readonly progress: Progress | undefined }
  | { readonly kind: 'failed'; readonly run: RunKind; readonly error: Error };

/** What simulated days are measured. */
export interface DaysChoice {
  /** First seed; day k has seed + k. */
  readonly seed: number;
  readonly days: number;
  readonly step: Ms;
}

/** Trials of every detector on the same days. */
export interface SimulatedResult extends DaysChoice {
  readonly trials: readonly Trial[];
}

/** Forecasts of some series of several seeds. */
export interface ForecastResult {
  readonly seed: number;
  readonly seeds: number;
  readonly trials: readonly ForecastTrial[];
}

/** A dropped table. One that cannot be read is kept, with the reason, and not measured. */
export interface DroppedFile {
  readonly name: string;
  readonly text: string;
  /** From a label file, when one speaks of this table. */
  readonly spans: Spans | undefined;
  readonly facts: LabelFacts | undefined;
  readonly error: EdgeError | undefined;
}

/** Measurement of one page; outlives the screen, so that one may look elsewhere while it runs. */
export interface Quality {
  readonly state: Accessor<RunState>;
  readonly simulated: Accessor<SimulatedResult | undefined>;
  readonly labelled: Accessor<readonly Trial[] | undefined>;
  readonly forecasts: Accessor<ForecastResult | undefined>;
  readonly files: Accessor<readonly DroppedFile[]>;
  /** Why the newest label file could not be read. */
  readonly labelError: Accessor<EdgeError | undefined>;
  runSimulated(choice: DaysChoice): Promise<void>;
  runLabelled(): Promise<void>;
  runForecasts(seed: number, seeds: number): Promise<void>;
  /** Takes tables and label files in; what was measured on other files is forgotten. */
  addFiles(files: readonly File[]): Promise<void>;
  clearFiles(): void;
  cancel(): void;
}

/** Servers of the simulated fleet, and how many of them forecasts are measured on, per seed. */
export const SERVERS = 20;
export const FORECAST_SAMPLE = 4;
/** Larger tables are refused: each worker reads its own copy. */
const LARGEST_BYTES = 64 * 2 ** 20;

const ofEngine = new WeakMap<Engine, Quality>();

/** The measurement of this page's engine, made on first use. @param workerUrl address of the quality worker's script */
export function qualityOf(engine: Engine, workerUrl: string): Quality {
  const known = ofEngine.get(engine);
  if (known) return known;
  const made = makeQuality(workerUrl);
  ofEngine.set(engine, made);
  return made;
}

function makeQuality(workerUrl: string): Quality {
  const [state, setState] = createSignal<RunState>({ kind: 'idle' });
  const [simulated, setSimulated] = createSignal<SimulatedResult>();
  const [labelled, setLabelled] = createSignal<readonly Trial[]>();
  const [forecasts, setForecasts] = createSignal<ForecastResult>();
  const [files, setFiles] = createSignal<readonly DroppedFile[]>([]);
  const [labelError, setLabelError] = createSignal<EdgeError>();
  /** Label files seen so far, by table name. */
  const labels = new Map<string, Spans>();
  let controller: AbortController | undefined;

  async function start<T>(
    run: RunKind,
    jobs: Parameters<typeof runJobs<T>>[1],
    keep: (results: readonly T[]) => void,
  ): Promise<void> {
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    setState({ kind: 'running', run, progress: undefined });
    try {
      const results = await runJobs(workerUrl, jobs, mine.signal, (progress) => {
        if (!mine.signal.aborted) setState({ kind: 'running', run, progress });
      });
      if (mine.signal.aborted) return;
      keep(results);
      setState({ kind: 'idle' });
    } catch (error) {
      if (mine.signal.aborted) return;
      setState({
        kind: 'failed',
        run,
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  }

  /** Looks at every table in workers; one that cannot be read is told so, the others go on. */
  function lookAt(tables: readonly TextFile[]): Promise<readonly DroppedFile[]> {
    return runJobs(
      workerUrl,
      tables.map((table) => async (port, signal): Promise<DroppedFile> => {
        const { name, text, error } = table;
        const file = { name, text, spans: labels.get(fileOf(name)) };
        if (error) return { ...file, facts: undefined, error };
        try {
          return { ...file, facts: await port.call('inspect', file, signal), error: undefined };
        } catch (cause) {
          if (!(cause instanceof EdgeError)) throw cause;
          return { ...file, facts: undefined, error: cause };
        }
      }),
      new AbortController().signal,
      () => undefined,
    );
  }

  async function readLabels(name: string, text: string): Promise<void> {
    try {
      const [spans] = await runJobs(
        workerUrl,
        [(port, signal) => port.call('spans', { name, text }, signal)],
        new AbortController().signal,
        () => undefined,
      );
      for (const [file, list] of spans ?? []) labels.set(file, list);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      setLabelError(error);
    }
  }

  return {
    state,
    simulated,
    labelled,
    forecasts,
    files,
    labelError,
    runSimulated: (choice) =>
      start(
        'simulated',
        // Day by day, so that the pace of the first days tells the time left.
        Array.from({ length: choice.days }, (_, day) => choice.seed + day).flatMap((seed) =>
          DETECTORS.map(({ id }) => (port, signal) => {
            const task = { detector: id, seed, servers: SERVERS, step: choice.step };
            return port.call('simulate', task, signal);
          }),
        ),
        (trials: readonly Trial[]) => setSimulated({ ...choice, trials }),
      ),
    runLabelled: () =>
      start(
        'labelled',
        files()
          .filter(({ facts }) => facts !== undefined)
          .flatMap(({ name, text, spans }) =>
            DETECTORS.map(
              ({ id }) =>
                (port, signal) =>
                  port.call('label', { detector: id, name, text, spans }, signal),
            ),
          ),
        (trials: readonly Trial[]) => setLabelled(trials),
      ),
    runForecasts: (seed, seeds) =>
      start(
        'forecasts',
        Array.from({ length: seeds }, (_, k) => seed + k).flatMap((each) =>
          CATALOGUE.map(({ id }) => (port, signal) => {
            const task = { seed: each, metric: id, servers: SERVERS, sample: FORECAST_SAMPLE };
            return port.call('forecast', task, signal);
          }),
        ),
        (trials: readonly (readonly ForecastTrial[])[]) =>
          setForecasts({ seed, seeds, trials: trials.flat() }),
      ),
    async addFiles(added) {
      setLabelError(undefined);
      setLabelled(undefined);
      const texts = await Promise.all(added.map(read));
      for (const { name, text } of texts) if (isLabels(name)) await readLabels(name, text);
      const tables = texts.filter(({ name }) => !isLabels(name));
      const fresh = new Set(tables.map(({ name }) => name));
      // A label file may come after its tables: all of them are looked at again.
      const all = [...files().filter(({ name }) => !fresh.has(name)), ...tables];
      const seen = await lookAt(all);
      setFiles([...seen].sort((a, b) => a.name.localeCompare(b.name)));
    },
    clearFiles() {
      labels.clear();
      setFiles([]);
      setLabelled(undefined);
      setLabelError(undefined);
    },
    cancel() {
      controller?.abort();
      setState({ kind: 'idle' });
    },
  };
}

/** Label files are JSON, tables are not. */
function isLabels(name: string): boolean {
  return /\.json$/iu.test(name);
}

function fileOf(path: string): string {
  return path.replace(/^.*[/\\]/u, '');
}

interface TextFile {
  readonly name: string;
  readonly text: string;
  readonly error: EdgeError | undefined;
}

/** A file that cannot be taken in is listed with the reason. */
async function read(file: File): Promise<TextFile> {
  const { name, size } = file;
  const refuse = (error: EdgeError): TextFile => ({ name, text: '', error });
  if (size > LARGEST_BYTES)
    return refuse(new EdgeError('file/too-large', `${name} has ${size} bytes`, { name, size }));
  try {
    return { name, text: await file.text(), error: undefined };
  } catch (cause) {
    return refuse(new EdgeError('file/empty', `${name}: ${String(cause)}`, { name }));
  }
}
