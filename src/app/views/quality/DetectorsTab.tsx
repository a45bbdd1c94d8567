/** Detectors: what they are measured on, the run, the figures, and what these mean. */
import { Gauge } from 'lucide-solid';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { DETECTORS } from '../../../core/detect/detectors.ts';
import { BUDGETS, figuresOf, type Setting, type Trial } from '../../../core/quality.ts';
import { figuresTable, observationsTable } from '../../../core/quality-csv.ts';
import type { Quality } from '../../quality.ts';
import { Card } from '../../widgets/Card.tsx';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { Export } from '../../widgets/Export.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { DaysForm } from './DaysForm.tsx';
import { DetectorTable } from './DetectorTable.tsx';
import { Explanation } from './Explanation.tsx';
import { FaultMatrix } from './FaultMatrix.tsx';
import { FilesForm } from './FilesForm.tsx';
import { SettingChoice } from './SettingChoice.tsx';
import { type QualityKey, useQualityWords } from './words.ts';

/** What detectors can be measured on. */
export type Data = 'simulated' | 'labelled';

const ABOUT: Readonly<Record<Data, readonly QualityKey[]>> = {
  simulated: [
    'about.days',
    'about.alarm',
    'about.found',
    'about.false',
    'about.precision',
    'about.luck',
    'about.intervals',
    'about.limits',
    'about.csv',
  ],
  labelled: [
    'about.files',
    'about.alarm',
    'about.found',
    'about.false',
    'about.precision',
    'about.luck',
    'about.intervals',
    'about.csv',
  ],
};

/** @param props.data chosen outside, so that a drop anywhere can show the files */
export function DetectorsTab(props: {
  quality: Quality;
  data: Data;
  onData: (data: Data) => void;
  isReading: boolean;
  onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useQualityWords();
  const [kind, setKind] = createSignal<Setting['kind']>('kept');
  const [budget, setBudget] = createSignal(BUDGETS.includes(1) ? 1 : BUDGETS[0]);
  const trials = (): readonly Trial[] =>
    (props.data === 'simulated' ? props.quality.simulated()?.trials : props.quality.labelled()) ??
    [];
  const byDetector = createMemo(() =>
    DETECTORS.map(({ id }) => trials().filter((trial) => trial.detector === id)),
  );
  const figures = createMemo(() => {
    const chosen = kind();
    const setting: Setting =
      chosen === 'own' ? { kind: chosen } : { kind: chosen, budget: budget() };
    return byDetector().flatMap((mine) => figuresOf(mine, setting) ?? []);
  });
  const tables = () => [
    { name: 'figures', what: t('csv.figures'), table: () => figuresTable(byDetector()) },
    { name: 'observations', what: t('csv.observations'), table: () => observationsTable(trials()) },
  ];

  return (
    <>
      <Segmented
        label={t('data.label')}
        options={(['simulated', 'labelled'] as const).map((value) => ({
          value,
          label: t(`data.${value}`),
        }))}
        value={props.data}
        onChange={props.onData}
      />
      <Switch>
        <Match when={props.data === 'simulated'}>
          <DaysForm quality={props.quality} />
        </Match>
        <Match when={true}>
          <FilesForm quality={props.quality} isReading={props.isReading} onFiles={props.onFiles} />
        </Match>
      </Switch>
      <Card
        title={t('table.title')}
        actions={
          <Show when={figures().length > 0}>
            <Export name={`detectors-${props.data}`} what={t('table.title')} tables={tables()} />
          </Show>
        }
        class="quality-results"
      >
        <Show
          when={figures().length > 0}
          fallback={
            <EmptyState icon={<Gauge size={22} />} title={t('table.empty')}>
              {t(props.data === 'simulated' ? 'table.emptySimulated' : 'table.emptyFiles')}
            </EmptyState>
          }
        >
          <SettingChoice kind={kind()} budget={budget()} onKind={setKind} onBudget={setBudget} />
          <DetectorTable figures={figures()} showLine={kind() === 'matched'} />
          <p class="card__foot">{t('table.scale')}</p>
        </Show>
      </Card>
      <Show when={props.data === 'simulated' && figures().length > 0}>
        <FaultMatrix figures={figures()} />
      </Show>
      <Explanation keys={ABOUT[props.data]} />
    </>
  );
}
