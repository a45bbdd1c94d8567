/** A test of an address by the doctor, as signals: running, found, or failed; a newer test replaces it. */
import { createSignal, onCleanup } from 'solid-js';
import type { ConnectionKind, Credentials } from '../../../core/domain/connection.ts';
import type { Diagnosis } from '../../../core/domain/diagnosis.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Engine } from '../../engine.tsx';

/** Who is examined. */
export interface Patient {
  readonly kind: ConnectionKind;
  readonly url: string;
  readonly credentials: Credentials | undefined;
  /** The connection it is: its credentials are used when none are given. */
  readonly key?: string;
}

/** Makes an examination; it is cancelled with its owner. */
export function makeExamination(engine: Engine) {
  const [diagnosis, setDiagnosis] = createSignal<Diagnosis>();
  const [error, setError] = createSignal<EdgeError>();
  const [isRunning, setRunning] = createSignal(false);
  let running: AbortController | undefined;
  const cancel = () => {
    running?.abort();
    running = undefined;
    setRunning(false);
  };
  onCleanup(cancel);

  return {
    diagnosis,
    error,
    isRunning,
    cancel,
    /** Takes the report away: it is about a state that is over. */
    forget(): void {
      cancel();
      setDiagnosis(undefined);
      setError(undefined);
    },
    /** Confirms the address, which the user has just asked for by name, and examines it. */
    async run(patient: Patient): Promise<void> {
      cancel();
      const mine = new AbortController();
      running = mine;
      setRunning(true);
      setError(undefined);
      try {
        await engine.call('confirmOrigin', { url: patient.url }, mine.signal);
        const page = location.origin;
        setDiagnosis(await engine.call('examine', { ...patient, page }, mine.signal));
      } catch (cause) {
        if (!(cause instanceof EdgeError)) throw cause;
        if (cause.code !== 'abort/cancelled') setError(cause);
      } finally {
        if (running === mine) setRunning(false);
      }
    },
  };
}

/** A running or finished examination. */
export type ExaminationRun = ReturnType<typeof makeExamination>;
