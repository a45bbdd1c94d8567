/** The app as installed: the manifest follows the language, and files opened with the app are read. */
import { createEffect, type JSX } from 'solid-js';
import { useEngine } from './engine.tsx';
import { useReader } from './i18n/i18n.tsx';
import { useSession } from './session.ts';
import { importerOf } from './views/sources/importer.ts';

/** https://wicg.github.io/web-app-launch, as far as we use it. */
interface LaunchParams {
  readonly files?: readonly { getFile(): Promise<File> }[];
}
interface LaunchQueue {
  setConsumer(consumer: (params: LaunchParams) => void): void;
}

/** The manifests of the languages; they differ in words only, and have one `id`: it is the same app. */
const MANIFESTS = { en: './manifest.webmanifest', ko: './manifest.ko.webmanifest' } as const;

/** Mounted once by the shell; draws nothing. Files that launched the app wait in the queue until it is. */
export function Launch(): JSX.Element {
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();

  createEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    const address = MANIFESTS[reader.locale()];
    if (link && link.getAttribute('href') !== address) link.setAttribute('href', address);
  });

  const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    if (files === undefined || files.length === 0) return; // Launched without a file.
    session.go({ view: 'sources', selected: 'add' });
    void Promise.all(files.map((handle) => handle.getFile())).then((all) =>
      importerOf(engine).readFiles(all),
    );
  });
  return undefined;
}
