/** Detectors against kinds of fault: how many were found, how fast. */
import { createMemo, For } from 'solid-js';
import type { DetectorFigures, KindFigures } from '../../../core/quality.ts';
import { Card } from '../../widgets/Card.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { QualityTable } from './QualityTable.tsx';
import { useQualityWords } from './words.ts';

/** @param props.figures of detectors measured on the same faults */
export function FaultMatrix(props: { figures: readonly DetectorFigures[] }) {
  const { t, format } = useQualityWords();
  const terms = useTerms();
  const kinds = createMemo(() => props.figures.at(0)?.kinds.map(({ kind }) => kind) ?? []);
  const cellOf = (figures: DetectorFigures, kind: string): KindFigures | undefined =>
    figures.kinds.find((each) => each.kind === kind);
  return (
    <Card title={t('matrix.title')} note={t('matrix.note')}>
      <QualityTable
        title={t('matrix.title')}
        class="table quality-matrix"
        columns={[
          { label: t('table.detector') },
          ...kinds().map((kind) => ({ label: terms.fault(kind) })),
        ]}
      >
        <tbody>
          <For each={props.figures}>
            {(figures) => (
              <tr>
                <th scope="row">{terms.detector(figures.detector)}</th>
                <For each={kinds()}>
                  {(kind) => {
                    const cell = () => cellOf(figures, kind);
                    return (
                      <td
                        style={{ '--share': cell()?.recall.value || 0 }}
                        title={t('matrix.cell', {
                          detector: terms.detector(figures.detector),
                          fault: terms.fault(kind),
                          found: cell()?.found ?? 0,
                          of: cell()?.of ?? 0,
                          delay: format.duration(cell()?.delay),
                        })}
                      >
                        <b class="num">
                          {cell()?.found ?? 0}/{cell()?.of ?? 0}
                        </b>
                        <small class="num">{format.duration(cell()?.delay)}</small>
                      </td>
                    );
                  }}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </QualityTable>
    </Card>
  );
}
