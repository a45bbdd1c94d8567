/** The command palette with its contents: searches the commands and the fleet, previews servers, runs what is chosen. */
import { Show, untrack } from 'solid-js';
import { EdgeError } from '../core/domain/errors.ts';
import type { Command } from './commands.ts';
import { useEngine } from './engine.tsx';
import { palette as en } from './i18n/en/palette.ts';
import { useReader, useWords } from './i18n/i18n.tsx';
import { palette as ko } from './i18n/ko/palette.ts';
import { PalettePreview } from './PalettePreview.tsx';
import {
  ask,
  askItems,
  commandItems,
  namedServers,
  type PaletteSources,
  type ServerItem,
  serverActions,
  serverItems,
  timeItems,
} from './palette-items.tsx';
import { useSession } from './session.ts';
import {
  CommandPalette,
  type PaletteGroup,
  type PaletteItem,
  type PaletteResults,
} from './widgets/CommandPalette.tsx';
import { useTerms } from './widgets/terms.ts';

const words = { en, ko };
const MOST_SERVERS = 6;
const MOST_ACTIONS = 6;

/** The palette, shown as long as it is mounted. */
export default function Palette(props: { commands: readonly Command[]; onClose: () => void }) {
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();
  const terms = useTerms();
  const { t } = useWords(words);
  const sources = (): PaletteSources => ({
    engine,
    session,
    reader,
    terms,
    t,
    commands: props.commands,
  });

  /** Untracked: a tick must not reorder the list under the reader's finger. */
  const search = (raw: string): PaletteResults =>
    untrack(() => {
      const started = performance.now();
      const text = raw.trim();
      const from = sources();
      const servers = serverItems(text, from, MOST_SERVERS);
      const top = text === '' ? undefined : servers.at(0)?.server;
      const named = namedServers(text, from, 3);
      const groups: readonly PaletteGroup[] = [
        { id: 'servers', title: t('group.servers'), items: servers },
        { id: 'time', title: t('group.time'), items: timeItems(text, top, from) },
        {
          id: 'views',
          title: t('group.views'),
          items: commandItems(text, 'views', from, text === '' ? 9 : 4),
        },
        {
          id: 'actions',
          title: t('group.actions'),
          items: [
            ...serverActions(text, named, from, MOST_ACTIONS),
            ...commandItems(text, 'actions', from, MOST_ACTIONS),
          ].slice(0, MOST_ACTIONS),
        },
        { id: 'ask', title: t('group.ask'), items: askItems(text, top, from) },
      ];
      return {
        groups: groups.filter((group) => group.items.length > 0),
        searched: props.commands.length + (engine.fleet()?.servers.length ?? 0),
        ms: Math.round(performance.now() - started),
      };
    });

  /** A failed action says why instead of closing. */
  const guarded = (results: PaletteResults): PaletteResults => ({
    ...results,
    groups: results.groups.map((group) => ({
      ...group,
      items: group.items.map(
        (item): PaletteItem => ({
          ...item,
          run: async () => {
            try {
              return await item.run();
            } catch (error) {
              if (error instanceof EdgeError) return terms.error(error);
              throw error;
            }
          },
        }),
      ),
    })),
  });

  return (
    <CommandPalette
      open={true}
      onClose={props.onClose}
      context={t(contextKey(session.session().view))}
      search={(text) => guarded(search(text))}
      preview={(item) => (
        <Show when={isServerItem(item) && item.server}>
          {(server) => <PalettePreview server={server()} />}
        </Show>
      )}
      onAsk={(text) => ask({ session }, text)}
    />
  );
}

function isServerItem(item: PaletteItem): item is ServerItem {
  return 'server' in item;
}

/** Name of the screen below. */
function contextKey(view: string): keyof typeof en {
  const key = `screen.${view}`;
  return isKey(key) ? key : 'screen.overview';
}

function isKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
