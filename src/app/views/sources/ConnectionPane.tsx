/** One connection: how it does, credentials where it is locked, its settings, the doctor, its metrics or its alerts, and a way out. */
import { Bell, Plug } from 'lucide-solid';
import { createEffect, createMemo, createUniqueId, Match, on, Show, Switch } from 'solid-js';
import { type ConnectionState, originOf } from '../../../core/domain/connection.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import { MINUTE } from '../../../core/domain/time.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { AlertmanagerPart } from './AlertmanagerPart.tsx';
import { ConnectionFacts } from './ConnectionFacts.tsx';
import { Credentials } from './ConnectionFields.tsx';
import { ConnectionSettings } from './ConnectionSettings.tsx';
import { makeDraft } from './connection-draft.ts';
import { MARK, useConnectionWords } from './connection-words.ts';
import { DoctorReport } from './DoctorReport.tsx';
import { makeExamination } from './examination.ts';
import { HoldsTable } from './HoldsTable.tsx';
import { MappingTable } from './MappingTable.tsx';
import { RemoveConnection } from './RemoveConnection.tsx';

/** @param props.state the selected connection; a new object whenever it changes, always of the same key */
export function ConnectionPane(props: { state: ConnectionState }) {
  const engine = useEngine();
  const session = useSession();
  const { t } = useConnectionWords();
  const terms = useTerms();
  const id = createUniqueId();
  const config = () => props.state.config;
  const unlocking = makeDraft(config());
  const examination = makeExamination(engine);
  const examine = () =>
    void examination.run({
      kind: config().kind,
      url: config().url,
      credentials: unlocking.credentials(),
      key: config().key,
    });
  /** From the first failure until it works again, the attempts in between included. */
  const isDown = createMemo<boolean>(
    (was) => props.state.status === 'failing' || (was && props.state.status === 'connecting'),
    false,
  );
  // What is wrong is looked for at once; when it works again, the report is of no use.
  createEffect(
    on(isDown, (down, was) => {
      if (down) examine();
      else if (was) examination.forget();
    }),
  );
  const title = () => config().name || config().url;
  const inUse = () =>
    session.session().source === 'live' && session.session().file === config().key;
  /** Whether the samples on the screen are its own already: those of the source before stay until it is open. */
  const isShown = () => {
    const shown = engine.provenance();
    return (
      inUse() && shown?.kind === 'live' && shown.name === (config().name || originOf(config().url))
    );
  };
  const failure = () => {
    const { error } = props.state;
    return error ? new EdgeError(error.code, error.code, error.detail) : undefined;
  };
  const isLocked = () => config().authorization !== 'none' && props.state.status !== 'live';
  const use = () =>
    session.go({
      source: 'live',
      file: config().key,
      from: undefined,
      at: undefined,
      actions: [],
      step: config().step,
      range: Math.max(15 * MINUTE, config().window),
    });
  const retry = () =>
    engine.call('retryConnection', { key: config().key, credentials: unlocking.credentials() });

  return (
    <section class="card source-pane" aria-labelledby={id}>
      <header class="source-pane__head">
        <Show
          when={config().kind === 'alertmanager'}
          fallback={<Plug size={16} aria-hidden="true" />}
        >
          <Bell size={16} aria-hidden="true" />
        </Show>
        <h2 id={id} title={title()}>
          {title()}
        </h2>
        <StatusBadge status={MARK[props.state.status]}>
          {t(`status.${props.state.status}`)}
        </StatusBadge>
        <span class="source-pane__actions">
          <RemoveConnection config={config()} inUse={inUse()} />
          <button type="button" class="button" disabled={examination.isRunning()} onClick={examine}>
            {t(examination.isRunning() ? 'act.examining' : 'act.again')}
          </button>
          <Show when={config().kind !== 'alertmanager'}>
            <button
              type="button"
              class="button"
              data-kind={inUse() ? undefined : 'accent'}
              disabled={inUse()}
              onClick={use}
            >
              {t(inUse() ? 'act.used' : 'act.use')}
            </button>
          </Show>
        </span>
      </header>
      <Show when={config().name}>
        <p class="source-pane__note mono">{config().url}</p>
      </Show>
      <Show when={failure()}>
        {(error) => (
          <div
            class="source-section source-failure"
            data-locked={props.state.status === 'locked'}
            role="status"
          >
            <StatusMark status={MARK[props.state.status]} size={20} />
            <p>{terms.error(error())}</p>
            <Show when={props.state.status === 'failing'}>
              <button type="button" class="button" onClick={() => void retry()}>
                {t('act.retry')}
              </button>
            </Show>
          </div>
        )}
      </Show>
      <Show when={isLocked()}>
        <form
          class="source-form source-unlock"
          onSubmit={(event) => {
            event.preventDefault();
            void retry();
          }}
        >
          <Credentials draft={unlocking} />
          <button
            type="submit"
            class="button"
            data-kind="accent"
            disabled={unlocking.secret() === ''}
          >
            {t('act.unlock')}
          </button>
        </form>
      </Show>
      <Show when={isDown()}>
        <DoctorReport run={examination} />
      </Show>
      <div class="source-pane__grid">
        <ConnectionSettings config={config()} />
        <div class="source-pane__side">
          <ConnectionFacts state={props.state} />
          <Show when={!isDown()}>
            <DoctorReport run={examination} />
          </Show>
        </div>
      </div>
      <Switch>
        <Match when={config().kind === 'alertmanager'}>
          <AlertmanagerPart connection={config().key} newest={props.state.newest} canSilence />
        </Match>
        <Match when={config().kind === 'prometheus'}>
          <MappingTable config={config()} inUse={isShown()} />
        </Match>
        <Match when={config().kind === 'websocket'}>
          <Show when={isShown()}>
            <HoldsTable />
          </Show>
          <AlertmanagerPart
            connection={config().key}
            newest={props.state.newest}
            canSilence={false}
          />
        </Match>
      </Switch>
    </section>
  );
}
