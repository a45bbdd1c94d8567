/** A button with the files a chart or table can become. What it offers follows from what it is given. */
import './export-menu.css';
import { Download } from 'lucide-solid';
import { createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js';
import { writeTable } from '../../core/formats/csv.ts';
import {
  type ExportedSeries,
  seriesCsv,
  seriesJson,
  seriesOpenMetrics,
} from '../../core/formats/export-series.ts';
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

/** A table as it is exported: text, numbers in full, what is not known `undefined`. */
export interface ExportedTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

/**
 * @param props.name end of the file's name, `openmanager-edge-<name>.csv`
 * @param props.what said after "Export" to screen readers
 * @param props.series lines of a chart: CSV, JSON and OpenMetrics
 * @param props.table where there are no series: CSV and JSON
 * @param props.figure holds canvases (PNG) or a drawing (SVG)
 */
export default function ExportMenu(props: {
  name: string;
  what: string;
  series?: () => readonly ExportedSeries[] | Promise<readonly ExportedSeries[]>;
  table?: () => ExportedTable;
  figure?: () => Element | undefined;
}) {
  const { t } = useWords(words);
  const id = createUniqueId();
  const [isOpen, setOpen] = createSignal(false);
  let root!: HTMLSpanElement;
  let button!: HTMLButtonElement;

  const formats = (): readonly Format[] => {
    const figure = props.figure?.();
    return [
      ...(figure?.querySelector('canvas') ? (['png'] as const) : []),
      ...(figure?.querySelector('svg') && !figure.querySelector('canvas')
        ? (['svg'] as const)
        : []),
      ...(props.series || props.table ? (['csv', 'json'] as const) : []),
      ...(props.series ? (['openmetrics'] as const) : []),
    ];
  };
  const contents = async (format: Format): Promise<BlobPart | undefined> => {
    const figure = props.figure?.();
    if (format === 'png') return figure && pngOf(figure);
    if (format === 'svg') return figure && svgOf(figure);
    const series = await props.series?.();
    if (series) {
      if (format === 'json') return seriesJson(series);
      return format === 'openmetrics'
        ? seriesOpenMetrics(series)
        : `\ufeff${seriesCsv(series, 'time')}`;
    }
    const { head, rows } = props.table?.() ?? { head: [], rows: [] };
    return format === 'json'
      ? JSON.stringify(
          rows.map((row) => Object.fromEntries(head.map((name, i) => [name, known(row[i])]))),
          undefined,
          1,
        )
      : `\ufeff${writeTable([[...head], ...rows.map((row) => row.map((cell) => String(known(cell) ?? '')))])}`;
  };
  async function save(format: Format) {
    close();
    const made = await contents(format);
    if (made !== undefined)
      saveBytes(`openmanager-edge-${props.name}.${SUFFIXES[format]}`, made, TYPES[format]);
  }
  const onOutside = (event: PointerEvent) => {
    if (!root.contains(event.target as Node)) setClosed();
  };
  function setClosed() {
    setOpen(false);
    document.removeEventListener('pointerdown', onOutside, true);
  }
  function close() {
    setClosed();
    button.focus();
  }
  function open() {
    setOpen(true);
    document.addEventListener('pointerdown', onOutside, true);
    root.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
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
        <span class="export-menu__list" id={id} role="menu" aria-label={t('export.menu')}>
          <For each={formats()}>
            {(format) => (
              <button
                type="button"
                role="menuitem"
                data-format={format}
                onClick={() => void save(format)}
              >
                {t(`export.${format}`)}
              </button>
            )}
          </For>
        </span>
      </Show>
    </span>
  );
}

function known(cell: string | number | undefined): string | number | undefined {
  return typeof cell === 'number' && Number.isNaN(cell) ? undefined : cell;
}
