/** The inside of the element: its style sheet and the frame's attributes. */

/** What the frame may do. `allow-same-origin` is safe because the console lives on an origin of its own. */
export const SANDBOX =
  'allow-scripts allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox';

/** Adopted, so that no portal's policy has to allow inline styles. */
export const STYLE = `
:host { display: block; position: relative; block-size: var(--ome-height, 420px); min-block-size: 120px; contain: layout paint style; }
:host([hidden]) { display: none; }
.frame { display: block; inline-size: 100%; block-size: 100%; border: 0; border-radius: var(--ome-radius, 12px); color-scheme: auto; background: transparent; }
.status, .error { position: absolute; inset: 0; display: grid; place-content: center; gap: 8px; padding: 16px; border-radius: var(--ome-radius, 12px); font: 14px/1.5 system-ui, sans-serif; text-align: center; }
.status { color: GrayText; pointer-events: none; }
.error { background: Canvas; color: CanvasText; border: 1px solid GrayText; }
.error a { color: LinkText; }
[hidden] { display: none; }
`;
