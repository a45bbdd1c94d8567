/** Whole-window drop target: a file dropped anywhere is read as a source and shown on the Sources screen. */
import './drop-overlay.css';
import { FileUp } from 'lucide-solid';
import { createSignal, onCleanup, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { useSession } from '../../session.ts';
import { importerOf } from './importer.ts';

const words = { en, ko };

/** Mounted once by the shell; invisible until a file is dragged over the window. */
export function DropOverlay() {
  const engine = useEngine();
  const session = useSession();
  const { t } = useWords(words);
  const [over, setOver] = createSignal(false);
  /** Enter and leave fire for every element passed; only their balance tells whether the pointer is still inside. */
  let depth = 0;

  // The Quality screen takes labelled files itself: they are measured on, not shown.
  const hasFiles = (event: DragEvent) =>
    session.session().view !== 'quality' && (event.dataTransfer?.types.includes('Files') ?? false);
  const onEnter = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth++;
    setOver(true);
  };
  const onOver = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  };
  const onLeave = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    setOver(depth > 0);
  };
  const onDrop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    setOver(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    session.go({ view: 'sources', selected: 'add' });
    void importerOf(engine).readFiles(files);
  };
  const listeners = {
    dragenter: onEnter,
    dragover: onOver,
    dragleave: onLeave,
    drop: onDrop,
  } as const;
  window.addEventListener('dragenter', listeners.dragenter);
  window.addEventListener('dragover', listeners.dragover);
  window.addEventListener('dragleave', listeners.dragleave);
  window.addEventListener('drop', listeners.drop);
  onCleanup(() => {
    window.removeEventListener('dragenter', listeners.dragenter);
    window.removeEventListener('dragover', listeners.dragover);
    window.removeEventListener('dragleave', listeners.dragleave);
    window.removeEventListener('drop', listeners.drop);
  });

  return (
    <Show when={over()}>
      <div class="drop-overlay" aria-hidden="true">
        <div class="drop-overlay__box">
          <FileUp size={28} />
          <b>{t('drop.now')}</b>
          <span>{t('drop.now.note')}</span>
        </div>
      </div>
    </Show>
  );
}

export default DropOverlay;
