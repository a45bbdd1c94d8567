/** The map as tables: every node and every link with the figures drawn, also as files. */

import { useEngine } from '../../engine.tsx';
import { topologyTables as en } from '../../i18n/en/topology-tables.ts';
import { useFormats, useWords } from '../../i18n/i18n.tsx';
import { topologyTables as ko } from '../../i18n/ko/topology-tables.ts';
import { useImpactWords } from '../../impact.ts';
import { useSession } from '../../session.ts';
import { Export } from '../../widgets/Export.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { Picture } from './picture.ts';
import { fleetKey } from './pins.ts';
import type { Content } from './stage.ts';
import { IDS, LINK_COLUMNS, linkRows, NODE_COLUMNS, nodeRows, type TableWords } from './tables.ts';

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
  const engine = useEngine();
  const session = useSession();
  const impact = useImpactWords(engine);
  const nodeHead = () => [
    t('table.name'),
    t('table.status'),
    t('table.health'),
    t('table.servers'),
    t('table.rate'),
    t('table.impact'),
    t('table.pinned'),
  ];
  const linkHead = () => [
    t('table.from'),
    t('table.to'),
    t('table.kind'),
    t('table.rate'),
    t('table.p95'),
    t('table.errors'),
  ];
  const say = (): TableWords => ({
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
  const at = () => engine.snapshot()?.t ?? 0;
  const fleet = () => fleetKey(session.session());
  /** What makes pictures is loaded when one is first asked for. */
  const drawing = async () => {
    const content = props.content();
    if (!content) throw new Error('nothing is drawn yet');
    const title = t('save.title', { fleet: fleet(), time: format.time(at(), 'full') });
    const { makePng, writeSvg } = await import('./export.ts');
    return { makePng, writeSvg, content, caption: { title, element: props.element() } };
  };
  return (
    <div class="topology__twins">
      <TableTwin
        caption={title(t('table.nodes'), nodes())}
        label={t('twin.nodes')}
        head={nodeHead()}
        rows={nodeRows(props.picture, pinned(), say(), MOST).map((row) =>
          row.map((cell, i) => number(cell, i === 4 ? 1 : 0)),
        )}
      />
      <TableTwin
        caption={title(t('table.links'), props.picture.graph.edges.count)}
        label={t('twin.links')}
        head={linkHead()}
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
      <Export
        name={`topology-${fleet()}-${new Date(at()).toISOString().replace(/[-:]|\.\d+/g, '')}`}
        what={t('save.what')}
        tables={[
          {
            name: 'nodes',
            what: t('table.nodes'),
            table: () => ({ head: NODE_COLUMNS, rows: nodeRows(props.picture, pinned(), IDS) }),
          },
          {
            name: 'links',
            what: t('table.links'),
            table: () => ({ head: LINK_COLUMNS, rows: linkRows(props.picture, IDS) }),
          },
        ]}
        drawn={{
          png: () => drawing().then(({ makePng, content, caption }) => makePng(content, caption)),
          svg: () => drawing().then(({ writeSvg, content, caption }) => writeSvg(content, caption)),
        }}
      />
    </div>
  );
}
