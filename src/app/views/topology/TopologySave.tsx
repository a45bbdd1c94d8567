/** The map and its tables as files. What makes them is loaded when first asked for. */
import { Download } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { topologyTables as en } from '../../i18n/en/topology-tables.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topologyTables as ko } from '../../i18n/ko/topology-tables.ts';
import { useSession } from '../../session.ts';
import { fleetKey } from './pins.ts';
import type { Content } from './stage.ts';
import type { MapTables } from './tables.ts';

const words = { en, ko };
type What = 'png' | 'svg' | 'nodes' | 'links';
const FILES: readonly What[] = ['png', 'svg', 'nodes', 'links'];

/** @param props.content what is on the stage when a file is asked for */
export function TopologySave(props: {
  content: () => Content | undefined;
  tables: () => MapTables;
  element: () => Element;
}) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const [problem, setProblem] = createSignal<string>();
  let menu!: HTMLDetailsElement;
  const save = async (what: What) => {
    menu.open = false;
    setProblem(undefined);
    const fleet = fleetKey(session.session());
    const at = engine.snapshot()?.t ?? 0;
    const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
    const content = props.content();
    try {
      if (what === 'nodes' || what === 'links') {
        const { saveTable } = await import('../insight/save.ts');
        const { head, rows } = props.tables()[what];
        saveTable(`topology-${what}-${fleet}-${stamp}`, head, rows);
      } else if (content) {
        const { savePng, saveSvg } = await import('./export.ts');
        const title = t('save.title', { fleet, time: format.time(at, 'full') });
        const name = `openmanager-edge-topology-${fleet}-${stamp}`;
        const caption = { title, element: props.element() };
        if (what === 'svg') saveSvg(name, content, caption);
        else await savePng(name, content, caption);
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <details
      class="topology__save"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !menu.open) return;
        menu.open = false;
        menu.querySelector('summary')?.focus();
        event.stopPropagation();
      }}
    >
      <summary>
        <Download size={13} aria-hidden="true" />
        {t('save.menu')}
      </summary>
      <ul>
        <For each={FILES}>
          {(what) => (
            <li>
              <button type="button" onClick={() => void save(what)}>
                {t(`save.${what}`)}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={problem()}>
        {(reason) => <p role="alert">{t('save.failed', { reason: reason() })}</p>}
      </Show>
    </details>
  );
}
