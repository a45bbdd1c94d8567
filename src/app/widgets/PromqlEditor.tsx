/**
 * A PromQL editor with completion and marked errors. Sole importer of CodeMirror. It lives in a shadow root: there its styles are adopted
 * sheets, which the content policy allows; in the document they would be style elements, which it does not.
 */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import type { PrometheusClient } from '@prometheus-io/codemirror-promql/dist/esm/client/prometheus';
import { createEffect, onCleanup, onMount } from 'solid-js';

/** What completion is offered from. */
export interface PromqlCatalogue {
  metricNames(): Promise<readonly string[]>;
  /** @param metric of this one only, where it is written already */
  labelNames(metric?: string): Promise<readonly string[]>;
  labelValues(label: string, metric?: string): Promise<readonly string[]>;
}

const COLORS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--infer-fg)' },
  { tag: tags.modifier, color: 'var(--infer-fg)' },
  { tag: tags.function(tags.variableName), color: 'var(--accent-fg)' },
  { tag: tags.labelName, color: 'var(--ok-fg)' },
  { tag: tags.string, color: 'var(--warn-fg)' },
  { tag: tags.number, color: 'var(--warn-fg)' },
  { tag: tags.comment, color: 'var(--fg-3)' },
  { tag: tags.invalid, color: 'var(--crit-fg)' },
]);

const LOOK = EditorView.theme({
  '&': {
    color: 'var(--fg-1)',
    backgroundColor: 'var(--bg-field)',
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--r-md)',
    fontSize: 'var(--text-sm)',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-content': {
    fontFamily: 'var(--font-mono)',
    padding: '8px 4px',
    caretColor: 'var(--fg-1)',
    minHeight: '2.4em',
  },
  '.cm-cursor': { borderLeftColor: 'var(--fg-1)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { background: 'var(--accent-bg)' },
  '.cm-placeholder': { color: 'var(--fg-3)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--bg-press)',
    outline: '1px solid var(--line-3)',
  },
  '.cm-tooltip': {
    color: 'var(--fg-1)',
    backgroundColor: 'var(--bg-overlay)',
    border: '1px solid var(--line-2)',
    borderRadius: 'var(--r-md)',
    fontFamily: 'var(--font-sans)',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', fontFamily: 'var(--font-mono)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--accent-ink)',
    backgroundColor: 'var(--accent-solid)',
  },
});

/**
 * @param props.value the text; a value from outside replaces what was typed
 * @param props.onInput every change
 * @param props.onRun Shift+Enter or Ctrl+Enter
 */
export function PromqlEditor(props: {
  value: string;
  label: string;
  hint: string;
  catalogue: PromqlCatalogue;
  onInput: (text: string) => void;
  onRun: () => void;
}) {
  let host!: HTMLDivElement;
  onMount(() => {
    const root = host.attachShadow({ mode: 'open' });
    const promql = new PromQLExtension().setComplete({ remote: clientOf(props.catalogue) });
    const run = () => {
      props.onRun();
      return true;
    };
    const view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: props.value,
        extensions: [
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          promql.asExtension(),
          syntaxHighlighting(COLORS),
          LOOK,
          placeholder(props.hint),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': props.label }),
          keymap.of([
            { key: 'Shift-Enter', run },
            { key: 'Mod-Enter', run },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...historyKeymap,
            ...lintKeymap,
            ...defaultKeymap,
          ]),
          EditorView.domEventHandlers({ beforeinput: replaceOurselves }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) props.onInput(update.state.doc.toString());
          }),
        ],
      }),
    });
    createEffect(() => {
      const { value } = props;
      const shown = view.state.doc.toString();
      if (value !== shown) view.dispatch({ changes: { from: 0, to: shown.length, insert: value } });
    });
    onCleanup(() => {
      promql.destroy();
      view.destroy();
    });
  });
  return <div ref={host} class="promql-editor" />;
}

/**
 * Typing over a selection is done here: left to the browser, it keeps the look of what it replaces in a style attribute,
 * which the content policy refuses.
 */
function replaceOurselves(event: InputEvent, view: EditorView): boolean {
  const { data } = event;
  if (event.inputType !== 'insertText' || event.isComposing || !data) return false;
  const { from, to } = replacedBy(event, view);
  if (from === to) return false;
  event.preventDefault();
  const insert = () =>
    view.state.update({
      changes: { from, to, insert: data },
      selection: { anchor: from + data.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
  const isHandled = view.state
    .facet(EditorView.inputHandler)
    .some((handle) => handle(view, from, to, data, insert));
  if (!isHandled) view.dispatch(insert());
  return true;
}

/** What the browser is about to replace; the editor may not have heard of the newest selection yet. */
function replacedBy(event: InputEvent, view: EditorView): { from: number; to: number } {
  const range = event.getTargetRanges().at(0);
  if (!range || !view.contentDOM.contains(range.startContainer)) return view.state.selection.main;
  return {
    from: view.posAtDOM(range.startContainer, range.startOffset),
    to: view.posAtDOM(range.endContainer, range.endOffset),
  };
}

function clientOf(catalogue: PromqlCatalogue): PrometheusClient {
  return {
    metricNames: async () => [...(await catalogue.metricNames())],
    labelNames: async (metric) => [...(await catalogue.labelNames(metric))],
    labelValues: async (label, metric) =>
      label === '__name__'
        ? [...(await catalogue.metricNames())]
        : [...(await catalogue.labelValues(label, metric))],
    metricMetadata: async () => ({}),
    series: async () => [],
    flags: async () => ({}),
  };
}
