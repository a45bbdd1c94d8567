/** Chooses a fault of the simulated fleet and how long it lasts; what is typical of the server's role comes first. */
import './fault-dialog.css';
import { createSignal, For, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { HOUR, MINUTE, type Ms } from '../../../core/domain/time.ts';
import { FAULTS, type FaultKind } from '../../../core/sim/faults.ts';
import { Modal } from '../../widgets/Modal.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useMachineWords } from './machine-words.ts';

const DURATIONS: readonly Ms[] = [5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR];

/** What was chosen. `target` is the server, or its rack for faults that hit racks only. */
export interface ChosenFault {
  readonly fault: string;
  readonly target: string;
  readonly duration: Ms | undefined;
}

/** Shown as long as it is mounted. */
export default function FaultDialog(props: {
  server: Server;
  onClose: () => void;
  onInject: (chosen: ChosenFault) => void;
}) {
  const { t } = useMachineWords();
  return (
    <Modal
      open={true}
      onClose={props.onClose}
      label={t('fault.title', { server: props.server.name })}
      class="fault-dialog"
    >
      <FaultForm {...props} />
    </Modal>
  );
}

function FaultForm(props: {
  server: Server;
  onClose: () => void;
  onInject: (chosen: ChosenFault) => void;
}) {
  const terms = useTerms();
  const { t, format } = useMachineWords();
  const [chosen, setChosen] = createSignal<FaultKind>();
  const [duration, setDuration] = createSignal<Ms>();

  const fits = (kind: FaultKind) =>
    kind.targets === 'server' ||
    kind.targets === 'any' ||
    (kind.targets === 'rack' && props.server.place !== undefined);
  const isTypical = (kind: FaultKind) => kind.suits.includes(props.server.role);
  const groups = () => {
    const all = FAULTS.filter(fits);
    return [
      { title: t('fault.typical'), list: all.filter(isTypical) },
      { title: t('fault.other'), list: all.filter((kind) => !isTypical(kind)) },
    ].filter(({ list }) => list.length > 0);
  };
  const choose = (kind: FaultKind) => {
    setChosen(kind);
    setDuration(kind.defaultDuration);
  };
  const durations = () => {
    const usual = chosen()?.defaultDuration;
    const all =
      usual === undefined || DURATIONS.includes(usual) ? DURATIONS : [...DURATIONS, usual];
    return [...all].sort((a, b) => a - b);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const kind = chosen();
    if (!kind) return;
    const target =
      kind.targets === 'rack' ? (props.server.place?.rack ?? props.server.name) : props.server.name;
    props.onInject({ fault: kind.id, target, duration: duration() });
  };

  return (
    <form class="fault-form" onSubmit={submit}>
      <h2>{t('fault.title', { server: props.server.name })}</h2>
      <p class="muted">{t('fault.note')}</p>
      <For each={groups()}>
        {(group) => (
          <fieldset>
            <legend>{group.title}</legend>
            <div class="fault-form__kinds">
              <For each={group.list}>
                {(kind) => (
                  <label class="fault-form__kind">
                    <input
                      type="radio"
                      name="fault"
                      checked={chosen()?.id === kind.id}
                      onChange={() => choose(kind)}
                    />
                    <span>
                      {terms.fault(kind.id)}
                      <Show when={kind.targets === 'rack' && props.server.place}>
                        {(place) => <small>{t('fault.onRack', { rack: place().rack })}</small>}
                      </Show>
                    </span>
                  </label>
                )}
              </For>
            </div>
          </fieldset>
        )}
      </For>
      <div class="fault-form__foot">
        <label>
          {t('fault.duration')}{' '}
          <select
            class="select"
            onChange={(event) => setDuration(Number(event.currentTarget.value))}
          >
            <For each={durations()}>
              {(ms) => (
                <option value={ms} selected={ms === duration()}>
                  {format.duration(ms)}
                </option>
              )}
            </For>
          </select>
        </label>
        <button type="button" class="button" data-kind="quiet" onClick={() => props.onClose()}>
          {t('fault.cancel')}
        </button>
        <button type="submit" class="button" data-kind="primary" disabled={!chosen()}>
          {t('fault.inject')}
        </button>
      </div>
    </form>
  );
}
