/** The map as tables: every node and every link with the figures drawn. */

import { topology as en } from '../../i18n/en/topology.ts';
import { useFormats, useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { Picture } from './picture.ts';

const words = { en, ko };

/** Two folded tables; each builds its rows only while open. */
export function TopologyTables(props: { picture: Picture }) {
  const { t } = useWords(words);
  const terms = useTerms();
  const format = useFormats();
  const name = (node: number) => props.picture.nodes[node].label;
  return (
    <div class="topology__twins">
      <TableTwin
        caption={t('table.nodes')}
        label={t('twin.nodes')}
        head={[t('table.name'), t('table.status'), t('table.health'), t('table.servers')]}
        rows={props.picture.nodes
          .filter((node) => node.kind !== 'users')
          .map((node) => [
            node.label,
            terms.status(node.status),
            format.number(node.health * 100, 0),
            format.number(node.count, 0),
          ])}
      />
      <TableTwin
        caption={t('table.links')}
        label={t('twin.links')}
        head={[
          t('table.from'),
          t('table.to'),
          t('table.kind'),
          t('panel.rate'),
          t('panel.p95'),
          t('table.errors'),
        ]}
        rows={props.picture.graph.edges.map((edge, i) => {
          const { rate, p95, errors } = props.picture.figures[i];
          return [
            name(edge.from),
            name(edge.to),
            t(`kind.${edge.kind}`),
            format.number(rate, 1),
            format.value(p95, 's'),
            format.value(errors, '1'),
          ];
        })}
      />
    </div>
  );
}
