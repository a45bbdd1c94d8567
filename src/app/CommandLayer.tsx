/** Keys, palette and keyboard help of the whole app; the palette's code is fetched when it is first opened. */
import { createSignal, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js';
import { makeCommands } from './commands.ts';
import { useEngine } from './engine.tsx';
import { useReader } from './i18n/i18n.tsx';
import { useSession } from './session.ts';
import { useSettings } from './settings.ts';
import { useShortcuts } from './shortcuts.ts';

const Palette = lazy(() => import('./Palette.tsx'));
/** Well after the first paint. */
const PRELOAD_AFTER_MS = 2500;
const ShortcutHelp = lazy(() => import('./ShortcutHelp.tsx'));

/**
 * Mounted once by the shell.
 * @param props.open whether the palette is shown
 * @param props.onOpen asks the shell to show or hide it: by ⌘K, or by the palette itself
 */
export function CommandLayer(props: { open: boolean; onOpen: (open: boolean) => void }) {
  const engine = useEngine();
  const session = useSession();
  const settings = useSettings();
  const reader = useReader();
  const [help, setHelp] = createSignal(false);
  const commands = makeCommands({
    engine,
    session,
    settings,
    reader,
    openPalette: () => props.onOpen(!props.open),
    openHelp: () => {
      props.onOpen(false);
      setHelp(true);
    },
  });
  useShortcuts(commands, settings);
  onMount(() => {
    // Fetched while nothing else happens: the first ⌘K must not swallow what is typed after it.
    const timer = setTimeout(() => void Palette.preload(), PRELOAD_AFTER_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <Suspense>
      <Show when={props.open}>
        <Palette commands={commands} onClose={() => props.onOpen(false)} />
      </Show>
      <Show when={help()}>
        <ShortcutHelp commands={commands} onClose={() => setHelp(false)} />
      </Show>
    </Suspense>
  );
}
