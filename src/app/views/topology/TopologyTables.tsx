/** The map as tables: every node and every link with the figures drawn, also as files. */

import { useEngine } from '../../engine.tsx';
import { topologyTables as en } from '../../i18n/en/topology-tables.ts';
import { useFormats, useWords } from '../../i18n/i18n.tsx';
import { topologyTables as ko } from '../../i18n/ko/topology-tables.ts';
import { useImpactWords } from '../../impact.ts';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { Picture } from './picture.ts';
import type { Content } from './stage.ts';
import { TopologySave } from './TopologySave.tsx';
import { linkRows, type MapTable, nodeRows, type TableWords } from './tables.ts';

const words = { en, ko };
/** Rows on the screen; a file has them all. */
const MOST = 300;

/** Two folded tables, each building its rows only while open, and the menu of files. */
export function TopologyTables(props: {
  picture: Picture;
  content: () => Content | undefined;
  element: () => Element;
}) {
  const { t } = useWords(words);
  const terms = useTerms();
  const format = useFormats();
  const impact = useImpactWords(useEngine());
  const say = (): TableWords => ({
    nodeHead: [
      t('table.name'),
      t('table.status'),
      t('table.health'),
      t('table.servers'),
      t('table.rate'),
      t('table.impact'),
      t('table.pinned'),
    ],
    linkHead: [
      t('table.from'),
      t('table.to'),
      t('table.kind'),
      t('table.rate'),
      t('table.p95'),
      t('table.errors'),
    ],
    status: (status) => terms.status(status),
    state: (state) => impact.t(`state.${state}`),
    kind: (kind) => t(`kind.${kind}`),
    yes: t('table.yes'),
  });
  /** Pins belong to the picture on the stage. */
  const pinned = () => {
    const content = props.content();
    return content?.picture.graph === props.picture.graph ? content.pinned : undefined;
  };
  const number = (value: string | number | undefined, digits: number) =>
    typeof value === 'number' ? format.number(value, digits) : (value ?? '');
  const isCut = (total: number) => total > MOST;
  const title = (caption: string, total: number) =>
    isCut(total) ? `${caption}. ${t('table.first', { shown: MOST, total })}` : caption;
  const nodes = () => props.picture.nodes.filter(({ kind }) => kind !== 'users').length;
  const tables = (): { nodes: MapTable; links: MapTable } => ({
    nodes: { head: say().nodeHead, rows: nodeRows(props.picture, pinned(), say()) },
    links: { head: say().linkHead, rows: linkRows(props.picture, say()) },
  });
  return (
    <div class="topology__twins">
      <TableTwin
        caption={title(t('table.nodes'), nodes())}
        label={t('twin.nodes')}
        head={say().nodeHead}
        rows={nodeRows(props.picture, pinned(), say(), MOST).map((row) =>
          row.map((cell, i) => number(cell, i === 4 ? 1 : 0)),
        )}
      />
      <TableTwin
        caption={title(t('table.links'), props.picture.graph.edges.count)}
        label={t('twin.links')}
        head={say().linkHead}
        rows={linkRows(props.picture, say(), MOST).map((row) =>
          row.map((cell, i) =>
            i === 4 && typeof cell === 'number'
              ? format.value(cell, 's')
              : i === 5 && typeof cell === 'number'
                ? format.value(cell, '1')
                : number(cell, 1),
          ),
        )}
      />
      <TopologySave content={props.content} tables={tables} element={props.element} />
    </div>
  );
}
