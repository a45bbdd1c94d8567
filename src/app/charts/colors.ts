/** Design tokens for canvas and WebGL, which cannot read `light-dark()`: painted once on one pixel and read back. */

const resolved = new Map<string, string>();
let pixel: CanvasRenderingContext2D | undefined;

/**
 * The colour of a token as `rgb(r g b / a)`.
 * @param name token, with or without the leading `--`
 * @param element where the token is read; default the document, whose answers are kept per theme
 */
export function tokenColor(name: string, element?: Element): string {
  const token = name.startsWith('--') ? name : `--${name}`;
  const root = document.documentElement;
  const key = `${root.dataset.theme}|${root.dataset.contrast ?? ''}|${token}`;
  const known = element ? undefined : resolved.get(key);
  if (known) return known;
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = `var(${token})`;
  (element ?? document.body).append(probe);
  const color = toRgb(getComputedStyle(probe).color);
  probe.remove();
  if (!element) resolved.set(key, color);
  return color;
}

/** As `tokenColor`, as four numbers 0–255 (alpha too), for buffers and Three.js. */
export function tokenRgba(
  name: string,
  element?: Element,
): readonly [r: number, g: number, b: number, a: number] {
  const [r = 0, g = 0, b = 0, a = 1] = (tokenColor(name, element).match(/[\d.]+/g) ?? []).map(
    Number,
  );
  return [r, g, b, Math.round(a * 255)];
}

/**
 * Calls back after the theme, its contrast or the system's preference changed.
 * @returns the function that stops listening
 */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-contrast'],
  });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', callback);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', callback);
  };
}

function toRgb(color: string): string {
  pixel ??= onePixel();
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgb(${r} ${g} ${b} / ${(a / 255).toFixed(3)})`;
}

function onePixel(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2-D canvas');
  return context;
}
