/** A Markdown text as it will look: elements, never markup, so that nothing written in it can run. */
import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { type Block, readMarkdown, type Span } from './markdown-blocks.ts';

/** Words for the boxes of tasks. */
export interface TaskWords {
  readonly done: string;
  readonly open: string;
}

/** Said where no words were given. */
const SIGNS: TaskWords = { done: '☑', open: '☐' };

/**
 * @param props.tableLabel what a table is called, before its columns
 * @param props.isUnderTitle its own title was left out and stands above as an h2
 */
export function MarkdownPreview(props: {
  text: string;
  lang: string;
  tableLabel: string;
  tasks?: TaskWords;
  isUnderTitle?: boolean;
}) {
  const blocks = createMemo(() => readMarkdown(props.text));
  return (
    <article class="markdown" lang={props.lang}>
      <For each={blocks()}>
        {(block) => (
          <BlockView
            block={block}
            tableLabel={props.tableLabel}
            tasks={props.tasks ?? SIGNS}
            below={props.isUnderTitle ? 1 : 2}
          />
        )}
      </For>
    </article>
  );
}

function BlockView(props: { block: Block; tableLabel: string; tasks: TaskWords; below: number }) {
  const as = <K extends Block['kind']>(kind: K) =>
    props.block.kind === kind ? (props.block as Extract<Block, { kind: K }>) : undefined;
  return (
    <Switch>
      <Match when={as('heading')}>
        {(heading) => (
          // The dialog's own title is an h2: the document's headings stand below it.
          <Dynamic
            component={`h${Math.min(6, heading().level + props.below)}`}
            data-level={heading().level}
          >
            <Spans spans={heading().spans} />
          </Dynamic>
        )}
      </Match>
      <Match when={as('paragraph')}>
        {(paragraph) => (
          <p>
            <Spans spans={paragraph().spans} />
          </p>
        )}
      </Match>
      <Match when={as('quote')}>
        {(quote) => (
          <blockquote>
            <Spans spans={quote().spans} />
          </blockquote>
        )}
      </Match>
      <Match when={as('list')}>
        {(list) => (
          <Dynamic component={list().ordered ? 'ol' : 'ul'}>
            <For each={list().items}>
              {(item) => (
                <li data-task={item.done === undefined ? undefined : ''}>
                  <Show when={item.done !== undefined}>
                    <input
                      type="checkbox"
                      checked={item.done === true}
                      disabled
                      aria-label={item.done ? props.tasks.done : props.tasks.open}
                    />{' '}
                  </Show>
                  <Spans spans={item.spans} />
                </li>
              )}
            </For>
          </Dynamic>
        )}
      </Match>
      <Match when={as('table')}>
        {(table) => (
          <ScrollRegion
            class="markdown__table"
            label={`${props.tableLabel}: ${table()
              .head.map((cell) => cell.map(({ text }) => text).join(''))
              .join(', ')}`}
          >
            <table>
              <thead>
                <tr>
                  <For each={table().head}>
                    {(cell) => (
                      <th scope="col">
                        <Spans spans={cell} />
                      </th>
                    )}
                  </For>
                </tr>
              </thead>
              <tbody>
                <For each={table().rows}>
                  {(row) => (
                    <tr>
                      <For each={row}>
                        {(cell) => (
                          <td>
                            <Spans spans={cell} />
                          </td>
                        )}
                      </For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </Match>
      <Match when={as('code')}>
        {(code) => (
          <pre>
            <code>{code().text}</code>
          </pre>
        )}
      </Match>
      <Match when={as('rule')}>
        <hr />
      </Match>
    </Switch>
  );
}

function Spans(props: { spans: readonly Span[] }) {
  return (
    <For each={props.spans}>
      {(span) => {
        if (span.kind === 'link')
          return (
            <a href={span.href} rel="noreferrer noopener" target="_blank">
              {span.text}
            </a>
          );
        if (span.kind === 'strong') return <strong>{span.text}</strong>;
        if (span.kind === 'em') return <em>{span.text}</em>;
        if (span.kind === 'code') return <code>{span.text}</code>;
        return span.text;
      }}
    </For>
  );
}
