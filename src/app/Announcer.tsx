/** Live regions: changes of status politely and at most every ten seconds, a new critical incident once and at once. */
import { createEffect, createSignal, onCleanup } from 'solid-js';
import { STATUS } from '../core/domain/incident.ts';
import type { Snapshot } from '../core/domain/snapshot.ts';
import { useEngine } from './engine.tsx';
import { aside as en } from './i18n/en/aside.ts';
import { useWords } from './i18n/i18n.tsx';
import { aside as ko } from './i18n/ko/aside.ts';
import { useTerms } from './widgets/terms.ts';

const words = { en, ko };
const QUIET_MS = 10_000;
/** A larger jump is a seek or a replay: what changed in between is not news. */
const JUMP_STEPS = 5;

/** Speaks severity, never ticks. */
export function Announcer() {
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const [polite, setPolite] = createSignal('');
  const [urgent, setUrgent] = createSignal('');
  let last: Snapshot | undefined;
  /** Status each server had when it was last spoken of. */
  let spoken: Uint8Array | undefined;
  let heard = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const speak = () => {
    timer = undefined;
    const servers = engine.fleet()?.servers;
    if (!last || !spoken || !servers || spoken.length !== last.status.length) return;
    const before = spoken;
    const changed = servers.filter((server) => before[server.index] !== last?.status[server.index]);
    spoken = last.status.slice();
    if (changed.length === 0) return;
    const now = (status: string) =>
      changed.filter((server) => STATUS[spoken?.[server.index] ?? 4] === status).length;
    const [only] = changed;
    setPolite(
      spoken.every((code) => code === 0)
        ? t('say.calm')
        : changed.length === 1
          ? t('say.server', {
              server: only.name,
              status: terms.status(STATUS[spoken[only.index]]),
            })
          : t('say.servers', {
              count: changed.length,
              critical: now('crit'),
              warning: now('warn'),
              offline: now('off'),
            }),
    );
  };

  createEffect(() => {
    const snapshot = engine.snapshot();
    if (!snapshot) return;
    const isNews =
      last !== undefined &&
      snapshot.t > last.t &&
      snapshot.t - last.t <= JUMP_STEPS * snapshot.step * Math.max(1, engine.clock().speed);
    last = snapshot;
    const open = snapshot.incidents.filter(
      (incident) => incident.state === 'open' && incident.severity === 'critical',
    );
    if (!isNews || !spoken || spoken.length !== snapshot.status.length) {
      spoken = snapshot.status.slice();
      heard = new Set(open.map((incident) => incident.id));
      return;
    }
    for (const incident of open) {
      if (heard.has(incident.id)) continue;
      heard.add(incident.id);
      setUrgent(t('say.incident', { rule: terms.rule(incident.rule), server: incident.server }));
    }
    timer ??= setTimeout(speak, QUIET_MS);
  });
  onCleanup(() => clearTimeout(timer));

  return (
    <div class="visually-hidden">
      <p aria-live="polite">{polite()}</p>
      <p aria-live="assertive">{urgent()}</p>
    </div>
  );
}
