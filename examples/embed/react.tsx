/** React 19: the element as a component, its events as props, its methods through a ref. Load `embed.js` from the console's address first. */

import type { ElementEvents, OpenManagerEdgeElement } from 'openmanager-edge/element';
import type { EmbedAlert, EmbedTheme } from 'openmanager-edge/embed';
import { type Ref, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      /** React 19 sets what the element has as properties, and listens to `on…` by the event's name. */
      'openmanager-edge': {
        readonly ref?: Ref<OpenManagerEdgeElement>;
        readonly view?: string;
        readonly source?: string;
        readonly file?: Blob | string | null;
        readonly seed?: number;
        readonly size?: number;
        readonly theme?: EmbedTheme;
        readonly language?: string;
        readonly height?: number;
        readonly onready?: (event: ElementEvents['ready']) => void;
        readonly onalert?: (event: ElementEvents['alert']) => void;
      };
    }
  }
}

/** A board with the last alert under it, and a button that asks. */
export function Board(props: { readonly theme: EmbedTheme; readonly servers: number }) {
  const board = useRef<OpenManagerEdgeElement>(null);
  const [shown, setShown] = useState<number>();
  const [alert, setAlert] = useState<EmbedAlert>();
  const [answer, setAnswer] = useState('');
  const ask = async () => {
    const { text = '' } = (await board.current?.ask('How many servers are healthy?')) ?? {};
    setAnswer(text);
  };
  return (
    <section>
      <openmanager-edge
        ref={board}
        view="overview"
        seed={42}
        size={props.servers}
        theme={props.theme}
        language="en"
        height={320}
        onready={({ detail }) => setShown(detail.servers)}
        onalert={({ detail }) => setAlert(detail)}
      />
      <p id="react-ready">{shown === undefined ? 'Loading' : `${shown} servers`}</p>
      <p>{alert ? `${alert.rule} on ${alert.server}` : 'No alert'}</p>
      <button type="button" onClick={() => void ask()}>
        How is it?
      </button>
      <output>{answer}</output>
    </section>
  );
}

/** Mounts it; returns the function that takes it out again. */
export function mount(host: Element, servers = 20): () => void {
  const root = createRoot(host);
  root.render(<Board theme="light" servers={servers} />);
  return () => root.unmount();
}
