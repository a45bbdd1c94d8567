/** The intent model's figures on questions kept out of its training, as stored with the model. */
import { For } from 'solid-js';
import { development, rows } from '../../../../models/intent.json';
import { Card } from '../../widgets/Card.tsx';
import { QualityTable } from './QualityTable.tsx';
import { useQualityWords } from './words.ts';

const LANGUAGES = ['en', 'ko'] as const;
const COLUMNS = ['closed', 'accuracy', 'refused', 'outOfScope'] as const;

export function IntentsTab() {
  const { t, format } = useQualityWords();
  /** The model card writes percent; screens format ratios. */
  const percent = (x: number) => `${format.number(x, 1)}%`;
  const figure = (language: (typeof LANGUAGES)[number], column: (typeof COLUMNS)[number]) => {
    const figures = development[language];
    return percent(column === 'outOfScope' ? figures.outOfScopeRecall : figures[column]);
  };
  return (
    <Card title={t('intent.title')} note={t('intent.note')}>
      <QualityTable title={t('intent.title')}>
        <table class="table quality-table">
          <thead>
            <tr>
              <th scope="col">{t('intent.language')}</th>
              <th scope="col" class="num">
                {t('intent.rows')}
              </th>
              <For each={COLUMNS}>
                {(column) => (
                  <th scope="col" class="num">
                    {t(`intent.${column}`)}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={LANGUAGES}>
              {(language) => (
                <tr>
                  <th scope="row">{t(`intent.${language}`)}</th>
                  <td class="num">{format.number(development[language].rows, 0)}</td>
                  <For each={COLUMNS}>
                    {(column) => (
                      <td class="num">
                        <b>{figure(language, column)}</b>
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </QualityTable>
      <div class="card__body quality-about">
        <p>{t('intent.limits')}</p>
        <p>
          {t('intent.training', {
            written: { n: rows.written, unit: 'count' },
            grammar: { n: rows.grammar, unit: 'count' },
          })}
        </p>
      </div>
    </Card>
  );
}
