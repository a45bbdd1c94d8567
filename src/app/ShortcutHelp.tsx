/** All keys in one dialog, read from the command list itself. */
import { X } from 'lucide-solid';
import { createMemo, For, Show } from 'solid-js';
import type { Command, CommandGroup } from './commands.ts';
import { palette as en } from './i18n/en/palette.ts';
import { useWords } from './i18n/i18n.tsx';
import { palette as ko } from './i18n/ko/palette.ts';
import { useSettings } from './settings.ts';
import { Keys } from './widgets/CommandPalette.tsx';
import { Modal } from './widgets/Modal.tsx';

const words = { en, ko };
const GROUPS: readonly CommandGroup[] = ['go', 'time', 'lists', 'app'];

/** Keys that screens or dialogs listen for themselves. */
const LOCAL = {
  go: [],
  time: [],
  lists: [
    { keys: 'j', title: 'help.list.next' },
    { keys: 'k', title: 'help.list.previous' },
    { keys: 'Enter', title: 'help.list.open' },
    { keys: 'x', title: 'help.list.compare' },
    { keys: 'a', title: 'help.alert.ack' },
    { keys: 's', title: 'help.alert.silence' },
    { keys: 'p', title: 'help.map.pin' },
  ],
  app: [{ keys: 'Esc', title: 'help.close' }],
} as const satisfies Record<
  CommandGroup,
  readonly { readonly keys: string; readonly title: keyof typeof en }[]
>;

/** The help, shown as long as it is mounted. */
export default function ShortcutHelp(props: { commands: readonly Command[]; onClose: () => void }) {
  const { t } = useWords(words);
  const { settings } = useSettings();
  const groups = createMemo(() =>
    GROUPS.map((group) => ({
      group,
      rows: [
        ...props.commands.filter(
          (command) => command.group === group && command.keys !== undefined,
        ),
        ...LOCAL[group].map((row) => ({ ...row, args: {} })),
      ],
    })),
  );
  return (
    <Modal open={true} onClose={props.onClose} label={t('help.title')} class="shortcut-help">
      <header class="shortcut-help__head">
        <h2>{t('help.title')}</h2>
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          aria-label={t('palette.close')}
          onClick={() => props.onClose()}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      <p class="shortcut-help__note">{t(settings.shortcuts ? 'help.note' : 'help.off')}</p>
      <div class="shortcut-help__groups">
        <For each={groups()}>
          {(group) => (
            <section aria-label={t(`help.group.${group.group}`)}>
              <h3>{t(`help.group.${group.group}`)}</h3>
              <dl>
                <For each={group.rows}>
                  {(row) => (
                    <div>
                      <dt>{t(row.title, row.args ?? {})}</dt>
                      <dd>
                        <Show when={row.keys}>{(keys) => <Keys keys={keys()} />}</Show>
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Modal>
  );
}
