/** A report as a page: what it is of, the fleet's figures, findings with evidence and its queries, what to do. */
import { For, Show } from 'solid-js';
import type { Locale } from '../../../core/domain/session.ts';
import type { Report } from '../../../core/insight/report.ts';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { SeverityMark, severityStatus } from '../../widgets/SeverityBadge.tsx';
import { TableHead } from '../../widgets/TableHead.tsx';
import type { ReportText } from './report-words.ts';

/** @param props.link address of the same screen; left out where it would not lead back */
export function ReportArticle(props: {
  report: Report;
  text: ReportText;
  locale: Locale;
  link: string | undefined;
}) {
  const { text } = props;
  return (
    <article class="report__page" lang={props.locale}>
      <header>
        <h2>{props.text.title}</h2>
        <For each={props.text.heading(props.report)}>{(line) => <p class="num">{line}</p>}</For>
      </header>
      <p class="report__opening">{props.text.opening(props.report)}</p>
      <dl class="report__tiles num">
        <For each={props.text.tiles(props.report)}>
          {(tile) => (
            <div>
              <dt>{tile.label}</dt>
              <dd>
                <b>{tile.value}</b>
                <small>{props.text.t('figure.before', { value: tile.before })}</small>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <h3>{props.text.findings}</h3>
      <Show when={props.report.findings.length === 0}>
        <p>{props.text.calm}</p>
      </Show>
      <ol class="report__findings">
        <For each={props.report.findings}>
          {(finding, k) => (
            <li>
              <p class="report__claim">
                <span class="badge" data-status={severityStatus(finding.severity) ?? 'info'}>
                  <SeverityMark severity={finding.severity} size={12} />
                  {text.term(`severity.${finding.severity}`)}
                </span>
                <span>{props.text.finding(finding)}</span>
              </p>
              <Show when={finding.evidence.length > 0}>
                <ScrollRegion
                  class="report__evidence"
                  label={props.text.t('evidence', { n: k() + 1 })}
                >
                  <table class="table">
                    <TableHead
                      columns={[
                        { label: props.text.columns.server },
                        { label: props.text.columns.metric },
                        { label: props.text.columns.what },
                        { label: props.text.columns.value, isNumber: true },
                        { label: props.text.columns.time },
                        { label: props.text.columns.query },
                      ]}
                    />
                    <tbody>
                      <For each={finding.evidence}>
                        {(figure) => {
                          const cells = () => props.text.figure(figure);
                          return (
                            <tr>
                              <th scope="row" class="mono">
                                {cells().server}
                              </th>
                              <td>{cells().metric}</td>
                              <td>{cells().what}</td>
                              <td class="num">
                                <b>{cells().value}</b>
                              </td>
                              <td class="report__time">{cells().time}</td>
                              <td>
                                <code>{figure.promql}</code>
                              </td>
                            </tr>
                          );
                        }}
                      </For>
                    </tbody>
                  </table>
                </ScrollRegion>
              </Show>
              <ul class="report__advice">
                <For each={finding.advice}>
                  {(item) => <li>{props.text.recommendation(item)}</li>}
                </For>
              </ul>
            </li>
          )}
        </For>
      </ol>
      <Show when={props.report.advice.length > 0}>
        <h3>{props.text.advice}</h3>
        <ol class="report__first">
          <For each={props.report.advice}>
            {(item) => <li>{props.text.recommendation(item)}</li>}
          </For>
        </ol>
      </Show>
      <footer>
        <p>{props.text.t('foot.safety')}</p>
        <Show when={props.link}>
          {(link) => <p class="report__link">{props.text.t('foot.link', { link: link() })}</p>}
        </Show>
      </footer>
    </article>
  );
}
