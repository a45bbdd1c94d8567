/** Measured quality: how good detectors, forecasts and the intent model are, with baselines beside ours, re-run here by anyone. */
import '../widgets/run-progress.css';
import './quality.css';
import { createSignal, Match, onCleanup, Switch } from 'solid-js';
import qualityUrl from '../../workers/quality.worker.ts?worker&url';
import { useEngine } from '../engine.tsx';
import { qualityOf } from '../quality.ts';
import { useSession } from '../session.ts';
import { TabbedView } from '../widgets/TabbedView.tsx';
import { type Data, DetectorsTab } from './quality/DetectorsTab.tsx';
import { ForecastsTab } from './quality/ForecastsTab.tsx';
import { IntentsTab } from './quality/IntentsTab.tsx';
import { useQualityWords } from './quality/words.ts';

const TABS = ['detectors', 'forecasts', 'intents'] as const;
type Tab = (typeof TABS)[number];

/** `selected` is the tab. Files dropped anywhere on this screen are labelled files, not sources. */
export default function QualityView() {
  const session = useSession();
  const { t } = useQualityWords();
  const quality = qualityOf(useEngine(), qualityUrl);
  const [data, setData] = createSignal<Data>(
    quality.files().length > 0 && !quality.simulated() ? 'labelled' : 'simulated',
  );
  const [isReading, setReading] = createSignal(false);
  const tab = (): Tab => TABS.find((each) => each === session.session().selected) ?? 'detectors';
  const show = (next: Tab) => session.adjust({ selected: next });

  const takeFiles = async (files: readonly File[]) => {
    if (files.length === 0) return;
    show('detectors');
    setData('labelled');
    setReading(true);
    try {
      await quality.addFiles(files);
    } finally {
      setReading(false);
    }
  };
  const onOver = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    void takeFiles([...event.dataTransfer.files]);
  };
  addEventListener('dragover', onOver);
  addEventListener('drop', onDrop);
  onCleanup(() => {
    removeEventListener('dragover', onOver);
    removeEventListener('drop', onDrop);
  });

  return (
    <TabbedView
      name="quality"
      title={t('title')}
      note={t('note')}
      isIdle
      label={t('tab.label')}
      tabs={TABS}
      tabName={(item) => t(`tab.${item}`)}
      value={tab()}
      onChange={show}
    >
      <Switch>
        <Match when={tab() === 'detectors'}>
          <DetectorsTab
            quality={quality}
            data={data()}
            onData={setData}
            isReading={isReading()}
            onFiles={(files) => void takeFiles(files)}
          />
        </Match>
        <Match when={tab() === 'forecasts'}>
          <ForecastsTab quality={quality} />
        </Match>
        <Match when={tab() === 'intents'}>
          <IntentsTab />
        </Match>
      </Switch>
    </TabbedView>
  );
}
