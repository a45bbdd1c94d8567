/** All keys, read from the command list itself, and the switch that turns single letters off. */
import { createUniqueId, For, Show } from 'solid-js';
import { makeCommands } from '../../commands.ts';
import { useEngine } from '../../engine.tsx';
import { palette as en } from '../../i18n/en/palette.ts';
import { useReader, useWords } from '../../i18n/i18n.tsx';
import { palette as ko } from '../../i18n/ko/palette.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../settings.ts';
import { Card } from '../../widgets/Card.tsx';
import { Keys } from '../../widgets/CommandPalette.tsx';
import { Setting } from './Setting.tsx';
import { useSettingsWords } from './words.ts';

const paletteWords = { en, ko };

export function KeyboardCard() {
  const id = createUniqueId();
  const store = useSettings();
  const { t } = useSettingsWords();
  const commandWords = useWords(paletteWords);
  // Only titles and keys are read; the shell's own list is the one that runs.
  const commands = makeCommands({
    engine: useEngine(),
    session: useSession(),
    settings: store,
    reader: useReader(),
    openPalette: () => undefined,
    openHelp: () => undefined,
  }).filter((command) => command.keys !== undefined);

  return (
    <Card title={t('keyboard.title')}>
      <div class="card__body">
        <Setting label={t('keyboard.single')} hint={t('keyboard.singleHint')} for={id}>
          <input
            id={id}
            class="switch"
            type="checkbox"
            role="switch"
            checked={store.settings.shortcuts}
            aria-checked={store.settings.shortcuts}
            onChange={(event) => store.set({ shortcuts: event.currentTarget.checked })}
          />
        </Setting>
        <dl class="keys-list">
          <For each={commands}>
            {(command) => (
              <div>
                <dt>{commandWords.t(command.title, command.args ?? {})}</dt>
                <dd>
                  <Show when={command.keys}>{(keys) => <Keys keys={keys()} />}</Show>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </div>
    </Card>
  );
}
