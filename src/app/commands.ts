/** One list of commands behind palette, shortcuts and help: id, title, keys, what it does. Words are looked up where it is shown. */

import { HOUR, MINUTE, type Ms } from '../core/domain/time.ts';
import type { Engine } from './engine.tsx';
import type { palette } from './i18n/en/palette.ts';
import type { Reader } from './i18n/i18n.tsx';
import type { Args } from './i18n/message.ts';
import type { SessionStore } from './session.ts';
import type { SettingsStore } from './settings.ts';
import { shareOf } from './share/share-state.ts';
import type { ViewId } from './views/view-ids.ts';

/** What commands act on. The app makes one and gives it to palette and shortcuts. */
export interface CommandContext {
  readonly engine: Engine;
  readonly session: SessionStore;
  readonly settings: SettingsStore;
  readonly reader: Reader;
  openPalette(): void;
  openHelp(): void;
}

/** Which group of the palette and the help a command stands in; `app` is grouped under actions in the palette. */
export type CommandGroup = 'go' | 'time' | 'lists' | 'app';

/** One thing the app can do. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: keyof typeof palette;
  readonly args?: Args;
  /** `g o` a sequence, `Mod+k` with ⌘ or Ctrl, `Shift+ArrowLeft`, or one key by its US position. */
  readonly keys?: string;
  /** False hides it from the palette and puts its key to rest. */
  readonly available?: () => boolean;
  /** Resolves to a key of the palette's words where there is something to tell, else to anything. @throws EdgeError */
  run(): unknown;
}

/** Keys after `g`, by screen. */
const GO_KEYS = {
  overview: 'o',
  servers: 's',
  topology: 't',
  racks: 'r',
  alerts: 'a',
  insight: 'i',
  assistant: 'q',
  explore: 'e',
  sources: 'u',
  settings: ',',
  status: 'h',
  quality: 'm',
  report: 'p',
} as const satisfies Partial<Record<ViewId, string>>;

const RANGES: readonly Ms[] = [15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];
const SPEEDS = [10, 60] as const;

/** Screens where L means something of their own. */
const OWN_L: ReadonlySet<string> = new Set(['racks']);

/** Every command that does not depend on what was typed. */
export function makeCommands(context: CommandContext): readonly Command[] {
  const { engine, session, settings, reader } = context;
  const now = () => engine.snapshot()?.t;
  const step = (by: Ms) => {
    const t = now();
    if (t !== undefined) return engine.seek(t + by);
  };
  const incidents = () =>
    [...(engine.snapshot()?.incidents ?? [])].sort((a, b) => b.openedAt - a.openedAt);
  const walk = (by: 1 | -1) => {
    const list = incidents();
    const at = list.findIndex((incident) => incident.id === session.session().selected);
    const next = list.at(at < 0 ? 0 : (at + by + list.length) % list.length);
    if (next) session.go({ view: 'alerts', selected: next.id });
  };
  const server = () => {
    const { view, selected } = session.session();
    return ['server', 'servers', 'topology', 'racks', 'overview'].includes(view)
      ? engine.fleet()?.servers.find((item) => item.name === selected)
      : undefined;
  };
  const hasServer = () => server() !== undefined;
  const go = (view: keyof typeof GO_KEYS): Command => ({
    id: `view.${view}`,
    group: 'go',
    title: `command.view.${view}`,
    keys: `g ${GO_KEYS[view]}`,
    run: () => session.go({ view, selected: undefined }),
  });

  return [
    go('overview'),
    go('servers'),
    go('topology'),
    go('racks'),
    go('alerts'),
    go('insight'),
    go('explore'),
    go('assistant'),
    go('sources'),
    go('settings'),
    go('status'),
    go('quality'),
    go('report'),
    {
      id: 'clock.toggle',
      group: 'time',
      title: 'command.clock.toggle',
      keys: 'Space',
      run: () => engine.call('play', { speed: engine.clock().speed > 0 ? 0 : 1 }),
    },
    {
      id: 'clock.back',
      group: 'time',
      title: 'command.clock.back',
      keys: 'ArrowLeft',
      run: () => step(-stepOf(engine)),
    },
    {
      id: 'clock.forward',
      group: 'time',
      title: 'command.clock.forward',
      keys: 'ArrowRight',
      run: () => step(stepOf(engine)),
    },
    {
      id: 'clock.backMinute',
      group: 'time',
      title: 'command.clock.backMinute',
      keys: 'Shift+ArrowLeft',
      run: () => step(-MINUTE),
    },
    {
      id: 'clock.forwardMinute',
      group: 'time',
      title: 'command.clock.forwardMinute',
      keys: 'Shift+ArrowRight',
      run: () => step(MINUTE),
    },
    {
      id: 'clock.live',
      group: 'time',
      title: 'command.clock.live',
      keys: 'l',
      available: () => engine.clock().mode !== 'live' && !OWN_L.has(session.session().view),
      run: () => engine.seek(undefined),
    },
    ...SPEEDS.map(
      (speed): Command => ({
        id: `clock.speed.${speed}`,
        group: 'time',
        title: 'command.clock.speed',
        args: { speed },
        available: () => engine.clock().mode !== 'live',
        run: () => engine.call('play', { speed }),
      }),
    ),
    ...RANGES.map(
      (range): Command => ({
        id: `range.${range / MINUTE}m`,
        group: 'time',
        title: 'command.range',
        args: { range: { n: range, unit: 'ms' } },
        available: () => session.session().range !== range,
        run: () => session.adjust({ range }),
      }),
    ),
    {
      id: 'incident.previous',
      group: 'lists',
      title: 'command.incident.previous',
      keys: '[',
      available: () => incidents().length > 0,
      run: () => walk(1),
    },
    {
      id: 'incident.next',
      group: 'lists',
      title: 'command.incident.next',
      keys: ']',
      available: () => incidents().length > 0,
      run: () => walk(-1),
    },
    {
      id: 'server.blast',
      group: 'lists',
      title: 'command.server.blast',
      keys: 'b',
      available: hasServer,
      run: () => session.go({ view: 'topology', selected: server()?.name }),
    },
    {
      id: 'theme',
      group: 'app',
      title: 'command.theme',
      keys: 't',
      run: () => {
        session.adjust({ theme: undefined });
        settings.set({
          theme: document.documentElement.dataset.theme === 'light' ? 'dark' : 'light',
        });
      },
    },
    {
      id: 'density',
      group: 'app',
      title: 'command.density',
      keys: 'd',
      run: () =>
        settings.set({
          density: settings.settings.density === 'compact' ? 'comfortable' : 'compact',
        }),
    },
    {
      id: 'language',
      group: 'app',
      title: 'command.language',
      run: () => {
        const locale = reader.locale() === 'ko' ? 'en' : 'ko';
        session.adjust({ locale: undefined });
        settings.set({ locale });
      },
    },
    {
      id: 'share',
      group: 'app',
      title: 'command.share',
      keys: 'c',
      run: () => shareOf(engine).setOpen(true),
    },
    { id: 'copy', group: 'app', title: 'command.copy', run: () => copyLink(session) },
    {
      id: 'undo',
      group: 'app',
      title: 'command.undo',
      available: () => session.session().actions.length > 0,
      run: () => engine.undo(),
    },
    {
      id: 'filter',
      group: 'lists',
      title: 'command.filter',
      keys: '/',
      run: () => focusFilter(context.openPalette),
    },
    {
      id: 'palette',
      group: 'app',
      title: 'command.palette',
      keys: 'Mod+k',
      run: context.openPalette,
    },
    { id: 'help', group: 'app', title: 'command.help', keys: '?', run: context.openHelp },
  ];
}

function stepOf(engine: Engine): Ms {
  return engine.snapshot()?.step ?? 1000;
}

async function copyLink(session: SessionStore): Promise<keyof typeof palette> {
  try {
    await navigator.clipboard.writeText(session.link());
    return 'palette.copied';
  } catch {
    return 'palette.copy.denied';
  }
}

/** Puts the caret into the screen's filter box; a screen without one opens the palette. */
function focusFilter(otherwise: () => void): void {
  const box = document.querySelector<HTMLElement>('main [data-filter], main input[type="search"]');
  if (!box || box.offsetParent === null) otherwise();
  else box.focus();
  if (box instanceof HTMLInputElement) box.select();
}
