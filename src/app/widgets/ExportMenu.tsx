/** A button with the files a chart or table can become. What it offers follows from what it is given. */
import './export-menu.css';
import { Download } from 'lucide-solid';
import { createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js';
import {
  type ExportedSeries,
  seriesCsv,
  seriesJson,
  seriesOpenMetrics,
} from '../../core/formats/export-series.ts';
import { type ExportedTable, tableCsv, tableJson } from '../../core/formats/export-table.ts';
import { share as en } from '../i18n/en/share.ts';
import { useWords } from '../i18n/i18n.tsx';
import { share as ko } from '../i18n/ko/share.ts';
import { pngOf, svgOf } from '../picture.ts';
import { saveBytes } from '../save-file.ts';

const words = { en, ko };
type Format = 'png' | 'svg' | 'csv' | 'json' | 'openmetrics';
const TYPES: Readonly<Record<Format, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
  json: 'application/json;charset=utf-8',
  openmetrics: 'application/openmetrics-text;version=1.0.0;charset=utf-8',
};
const SUFFIXES: Readonly<Record<Format, string>> = {
  png: 'png',
  svg: 'svg',
  csv: 'csv',
  json: 'json',
  openmetrics: 'prom',
};

/** Room between the button, the list and the window's edge, in px. */
const GAP = 4;

/** One of several tables behind the same button; its file is `<name of the menu>-<name>`. */
export interface NamedTable {
  readonly name: string;
  readonly what: string;
  readonly table: () => ExportedTable;
}

/** A picture whose parts are not all on the screen, drawn whole for a file. */
export interface DrawnFigure {
  png(): Promise<Blob>;
  svg(): Promise<string>;
}

/** A file of a format of its own. `name` with its suffix. */
export interface OwnFile {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly contents: () => string;
}

/** One line of the menu. */
interface Item {
  readonly format: Format | 'own';
  readonly label: string;
  readonly save: () => Promise<void> | void;
}

/**
 * @param props.name end of the file's name, `openmanager-edge-<name>.csv`
 * @param props.what said after "Export" to screen readers
 * @param props.series lines of a chart: CSV, JSON and OpenMetrics
 * @param props.table where there are no series: CSV and JSON
 * @param props.tables several of them, each with its words
 * @param props.files what only this place can write
 * @param props.figure holds canvases (PNG) or a drawing (SVG)
 * @param props.drawn instead of a figure: PNG and SVG made anew
 */
export default function ExportMenu(props: {
  name: string;
  what: string;
  series?: () => readonly ExportedSeries[] | Promise<readonly ExportedSeries[]>;
  table?: () => ExportedTable;
  tables?: readonly NamedTable[];
  files?: readonly OwnFile[];
  figure?: () => Element | undefined;
  drawn?: DrawnFigure;
}) {
  const { t } = useWords(words);
  const id = createUniqueId();
  const [isOpen, setOpen] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  /** Where the list stands, in px of the window: above every card that would cut it off. */
  const [at, setAt] = createSignal({ x: 0, y: 0 });
  let root!: HTMLSpanElement;
  let button!: HTMLButtonElement;

  const formats = (): readonly Format[] => {
    const figure = props.figure?.();
    return [
      ...(props.drawn ? (['png', 'svg'] as const) : []),
      ...(figure?.querySelector('canvas') ? (['png'] as const) : []),
      ...(figure?.querySelector('svg') && !figure.querySelector('canvas')
        ? (['svg'] as const)
        : []),
      ...(props.series || props.table ? (['csv', 'json'] as const) : []),
      ...(props.series ? (['openmetrics'] as const) : []),
    ];
  };
  const contents = async (format: Format): Promise<BlobPart | undefined> => {
    const [figure, { drawn }] = [props.figure?.(), props];
    if (format === 'png') return drawn ? drawn.png() : figure && pngOf(figure);
    if (format === 'svg') return drawn ? drawn.svg() : figure && svgOf(figure);
    const series = await props.series?.();
    if (series) {
      if (format === 'json') return seriesJson(series);
      return format === 'openmetrics'
        ? seriesOpenMetrics(series)
        : `\ufeff${seriesCsv(series, 'time')}`;
    }
    return props.table && tableAs(format, props.table());
  };
  const put = (name: string, format: Format, made: BlobPart | undefined) => {
    if (made !== undefined)
      saveBytes(`openmanager-edge-${name}.${SUFFIXES[format]}`, made, TYPES[format]);
  };
  const items = (): readonly Item[] => [
    ...formats().map((format) => ({
      format,
      label: t(`export.${format}`),
      save: async () => put(props.name, format, await contents(format)),
    })),
    ...(props.tables ?? []).flatMap(({ name, what, table }) =>
      (['csv', 'json'] as const).map((format) => ({
        format,
        label: t(`export.${format}.of`, { what }),
        save: () => put(`${props.name}-${name}`, format, tableAs(format, table())),
      })),
    ),
    ...(props.files ?? []).map(({ name, label, type, contents: text }) => ({
      format: 'own' as const,
      label,
      save: () => saveBytes(`openmanager-edge-${name}`, text(), `${type};charset=utf-8`),
    })),
  ];
  async function press(item: Item) {
    close();
    setProblem(undefined);
    try {
      await item.save();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }
  const onOutside = (event: PointerEvent) => {
    if (!root.contains(event.target as Node)) setClosed();
  };
  function setClosed() {
    setOpen(false);
    document.removeEventListener('pointerdown', onOutside, true);
    removeEventListener('scroll', place, true);
    removeEventListener('resize', place);
  }
  function close() {
    setClosed();
    button.focus();
  }
  function open() {
    setOpen(true);
    document.addEventListener('pointerdown', onOutside, true);
    addEventListener('scroll', place, true);
    addEventListener('resize', place);
    const list = document.getElementById(id);
    list?.showPopover();
    place();
    list?.querySelector('button')?.focus({ preventScroll: true });
  }
  /** Below the button, its end at the button's end; above where there is no room, and never outside the window. */
  function place() {
    const list = document.getElementById(id)?.getBoundingClientRect();
    const anchor = button.getBoundingClientRect();
    if (!list) return;
    const below = anchor.bottom + GAP;
    const isRoom = below + list.height + GAP <= innerHeight;
    setAt({
      x: Math.max(GAP, Math.min(anchor.right, innerWidth - GAP) - list.width),
      y: isRoom ? below : Math.max(GAP, anchor.top - GAP - list.height),
    });
  }
  const onKey = (event: KeyboardEvent) => {
    if (!isOpen()) return;
    const items = [...root.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next =
      event.key === 'ArrowDown'
        ? at + 1
        : event.key === 'ArrowUp'
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? -1
              : undefined;
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') return setClosed();
    else if (next !== undefined) items.at(next % items.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  onCleanup(setClosed);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu bubble up to the wrapper of button and menu; each item is a button.
    <span class="export-menu" ref={root} onKeyDown={onKey}>
      <button
        ref={button}
        type="button"
        class="button"
        data-kind="quiet"
        aria-haspopup="menu"
        aria-expanded={isOpen()}
        aria-controls={isOpen() ? id : undefined}
        aria-label={t('export.label', { what: props.what })}
        onClick={() => (isOpen() ? close() : open())}
      >
        <Download size={14} aria-hidden="true" />
        <span>{t('export.menu')}</span>
      </button>
      <Show when={isOpen()}>
        <span
          class="export-menu__list"
          id={id}
          role="menu"
          aria-label={t('export.menu')}
          popover="manual"
          style={{ '--x': `${at().x}px`, '--y': `${at().y}px` }}
        >
          <For each={items()}>
            {(item) => (
              <button
                type="button"
                role="menuitem"
                data-format={item.format}
                onClick={() => void press(item)}
              >
                {item.label}
              </button>
            )}
          </For>
        </span>
      </Show>
      <Show when={problem()}>
        {(reason) => (
          <span class="export-menu__problem" role="alert">
            {t('export.failed', { reason: reason() })}
          </span>
        )}
      </Show>
    </span>
  );
}

/** A byte-order mark lets spreadsheets read Korean. */
function tableAs(format: Format, table: ExportedTable): string {
  return format === 'json' ? tableJson(table) : `\ufeff${tableCsv(table)}`;
}
