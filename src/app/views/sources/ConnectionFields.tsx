/** The fields of a connection: address, name, step, history, matchers, authorization. */
import { createUniqueId, For, type JSX, Show } from 'solid-js';
import {
  AUTHORIZATIONS,
  type ConnectionConfig,
  isOpenWire,
} from '../../../core/domain/connection.ts';
import { type Draft, STEPS, WINDOWS } from './connection-draft.ts';
import { useConnectionWords } from './connection-words.ts';

/**
 * @param props.isNew whether the address can still be chosen
 * @param props.was the connection that is changed; credentials are typed in where another kind of authorization is chosen
 */
export function ConnectionFields(props: { draft: Draft; isNew: boolean; was?: ConnectionConfig }) {
  const { t, format } = useConnectionWords();
  const draft = () => props.draft;
  const isSocket = () => draft().kind() === 'websocket';
  const hasHistory = () => draft().kind() === 'prometheus';
  return (
    <div class="source-form">
      <Show when={props.isNew}>
        <Text
          label={t('field.url')}
          value={draft().url()}
          onInput={draft().setUrl}
          isBad={!draft().isUrl()}
          note={
            draft().isUrl() ? undefined : t(isSocket() ? 'field.url.bad.ws' : 'field.url.bad.http')
          }
          isCode
        />
      </Show>
      <Text
        label={t('field.name')}
        value={draft().name()}
        onInput={draft().setName}
        note={t('field.name.note')}
      />
      <Show when={!isSocket()}>
        <Select
          label={t('field.step')}
          value={String(draft().step())}
          options={STEPS.map((step) => [String(step), format.duration(step)])}
          onChange={(value) => draft().setStep(Number(value))}
        />
      </Show>
      <Show when={hasHistory()}>
        <Select
          label={t('field.window')}
          value={String(draft().span())}
          options={WINDOWS.map((span) => [String(span), format.duration(span)])}
          onChange={(value) => draft().setSpan(Number(value))}
        />
      </Show>
      <Show when={draft().kind() !== 'alertmanager'}>
        <Text
          label={t(isSocket() ? 'field.filter.websocket' : 'field.filter.prometheus')}
          value={draft().filter()}
          onInput={draft().setFilter}
          note={t(isSocket() ? 'field.filter.websocket.note' : 'field.filter.prometheus.note')}
          isCode
        />
      </Show>
      <Show when={!isSocket()}>
        <Select
          label={t('field.authorization')}
          value={draft().authorization()}
          options={AUTHORIZATIONS.map((one) => [one, t(`authorization.${one}`)])}
          onChange={(value) => draft().setAuthorization(value)}
        />
        <Show when={draft().authorization() !== props.was?.authorization}>
          <Credentials draft={draft()} />
        </Show>
      </Show>
    </div>
  );
}

/** User and password, or a token; nothing where none is wanted. */
export function Credentials(props: { draft: Draft }) {
  const { t } = useConnectionWords();
  return (
    <Show when={props.draft.authorization() !== 'none'}>
      <Show when={props.draft.authorization() === 'basic'}>
        <Text
          label={t('field.user')}
          value={props.draft.user()}
          onInput={props.draft.setUser}
          autocomplete="username"
        />
      </Show>
      <Text
        label={t(props.draft.authorization() === 'basic' ? 'field.password' : 'field.token')}
        value={props.draft.secret()}
        onInput={props.draft.setSecret}
        isBad={isOpenWire(props.draft.address())}
        note={t(isOpenWire(props.draft.address()) ? 'field.secret.open' : 'field.secret.note')}
        type="password"
        autocomplete="current-password"
      />
    </Show>
  );
}

/** One line of text. */
export function Text(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  note?: string | undefined;
  isBad?: boolean;
  isCode?: boolean;
  type?: 'text' | 'password';
  autocomplete?: JSX.InputHTMLAttributes<HTMLInputElement>['autocomplete'];
}) {
  const id = createUniqueId();
  return (
    <div class="source-field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class={props.isCode ? 'field mono' : 'field'}
        type={props.type ?? 'text'}
        autocomplete={props.autocomplete ?? 'off'}
        spellcheck={false}
        value={props.value}
        aria-invalid={props.isBad}
        aria-describedby={props.note ? `${id}-note` : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <Show when={props.note}>
        <small id={`${id}-note`} data-bad={props.isBad}>
          {props.note}
        </small>
      </Show>
    </div>
  );
}

/** One of a list. */
export function Select(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}) {
  const id = createUniqueId();
  return (
    <div class="source-field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="select"
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <For each={props.options}>
          {([value, label]) => (
            <option value={value} selected={value === props.value}>
              {label}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
