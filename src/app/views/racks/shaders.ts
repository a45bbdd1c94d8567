/** The programs of the machine rooms: cabinets that look their units up, floors, patches of light, marks that keep their size. */
import { CELLS_BITS } from './cells.ts';
import { RACK } from './geometry.ts';

const metres = (n: number) => n.toFixed(5);

/** Colours by place in the uniform `ink`; filled by `inkList` in the scene's parts. */
export const INKS = [
  'app',
  'side',
  'top',
  'vent',
  'front',
  'blank',
  'edge',
  'led',
  'focus',
  'off',
  'unk',
  'crit',
  'warn',
  'word',
  'grid',
] as const;
const ink = (name: (typeof INKS)[number]) => `ink[${INKS.indexOf(name)}]`;

const HEAD = `
precision highp float;
precision highp int;
uniform vec3 ink[${INKS.length}];
uniform vec2 haze;
uniform vec4 scope;
vec3 hazy(vec3 color, float depth, vec2 at) {
  bool away = at.x < scope.x || at.y < scope.y || at.x > scope.z || at.y > scope.w;
  return mix(color, ${ink('app')}, max(smoothstep(haze.x, haze.y, depth) * 0.82, away ? 0.78 : 0.0));
}`;

/** Runs of cabinets, each a box of five faces; `spot` is x, z, units and number of the first cabinet, `count` how many, per corner or per instance. */
export const CABINET_VERTEX = `
attribute float face;
attribute vec4 spot;
attribute float count;
flat varying int vFace;
flat varying int vFirst;
flat varying int vCount;
flat varying float vUnits;
varying vec2 vAt;
flat varying vec2 vSize;
varying float vDepth;
varying vec2 vOn;
void main() {
  float tall = ${metres(RACK.foot + RACK.head)} + spot.z * ${metres(RACK.unit)};
  vec3 size = vec3(count * ${metres(RACK.pitch)} - ${metres(RACK.pitch - RACK.width)}, tall, ${metres(RACK.depth)});
  vec3 local = position * size;
  vFace = int(face + 0.5);
  vFirst = int(spot.w + 0.5);
  vCount = int(count + 0.5);
  vUnits = spot.z;
  if (vFace == 4) { vAt = local.xz; vSize = size.xz; }
  else if (vFace >= 2) { vAt = local.zy; vSize = size.zy; }
  else { vAt = local.xy; vSize = size.xy; }
  vOn = local.xz + spot.xy;
  vec4 seen = viewMatrix * vec4(local + vec3(spot.x, 0.0, spot.y), 1.0);
  vDepth = -seen.z;
  gl_Position = projectionMatrix * seen;
}`;

/**
 * The front looks its units up. What is thinner than a pixel is left out or blended, so that far cabinets do not flicker.
 * Parts in a trouble have patterns: hatching for what is taken, dots for what is downstream, a double frame for the cause.
 */
export const CABINET_FRAGMENT = `${HEAD}
uniform sampler2D cells;
uniform int stride;
uniform vec3 heat[8];
flat varying int vFace;
flat varying int vFirst;
flat varying int vCount;
flat varying float vUnits;
varying vec2 vAt;
flat varying vec2 vSize;
varying float vDepth;
varying vec2 vOn;
int cabinet;
vec2 at;
const float UNIT = ${metres(RACK.unit)};
const float FOOT = ${metres(RACK.foot)};
const float OPEN = ${metres(RACK.opening)};
const float WIDTH = ${metres(RACK.width)};
const float PITCH = ${metres(RACK.pitch)};
const float GAP = ${metres(RACK.pitch - RACK.width)};

ivec4 cellAt(int k) {
  int i = cabinet * stride + k;
  return ivec4(texelFetch(cells, ivec2(i & ${(1 << CELLS_BITS) - 1}, i >> ${CELLS_BITS}), 0) * 255.0 + 0.5);
}
float lineOf(float distance, float half_, float px) {
  float wide = max(half_, px * 0.55);
  return (1.0 - smoothstep(wide - px * 0.5, wide + px * 0.5, distance)) * min(1.0, half_ / (px * 0.55) + 0.35);
}
vec3 unitAt(ivec4 cell, float x, float y, int u, float px, vec3 steel) {
  float sy = y - float(u - cell.b) * UNIT;
  float tall = float(cell.a) * UNIT;
  int status = cell.g & 7;
  int part = (cell.g >> 4) & 3;
  float rim = min(min(x, OPEN - x), min(sy - 0.003, tall - 0.003 - sy));
  bool silent = cell.r == 255 || status == 3;
  vec3 body = steel;
  if (!silent) {
    body = heat[cell.r] * mix(0.86, 1.0, sy / tall);
    if (cell.a > 1 && px < 0.004 && mod(sy, UNIT) < 0.003) body = mix(body, ${ink('front')}, 0.55);
    if ((cell.g & 8) != 0) body = mix(body, ${ink('front')}, 0.58);
    else if (px < 0.008 && x > OPEN - 0.03 && x < OPEN - 0.014 && tall - sy > 0.010 && tall - sy < 0.024)
      body = status == 2 ? ${ink('crit')} : status == 1 ? ${ink('warn')} : ${ink('led')};
  } else {
    vec3 dash = status == 4 ? ${ink('unk')} : ${ink('off')};
    float on = step(fract((x + sy) * (status == 4 ? 40.0 : 18.0)), 0.6);
    body = mix(body, dash, max(on * lineOf(rim, 0.004, px), px > 0.012 ? 0.4 : 0.0));
  }
  if (part == 2) body = mix(body, ${ink('word')}, px > 0.02 ? 0.3 : step(fract((x - sy) * 22.0), 0.34) * 0.8);
  if (part == 1) {
    vec2 dot_ = fract(vec2(x, sy) / 0.022) - 0.5;
    body = mix(body, ${ink('warn')}, px > 0.013 ? 0.35 : step(length(dot_), 0.24));
  }
  if (part == 3) body = mix(body, ${ink('crit')}, max(lineOf(rim, 0.006, px), lineOf(abs(rim - 0.013), 0.0025, px)));
  else if (status == 2 && part == 0) body = mix(body, ${ink('crit')}, lineOf(rim, 0.005, px));
  if ((cell.g & 64) != 0) body = mix(body, ${ink('focus')}, lineOf(rim, 0.006, px));
  float gap = 1.0 - smoothstep(-px * 0.5, px * 0.5, rim);
  return mix(body, steel, gap * clamp(0.006 / px, 0.0, 1.0));
}
vec3 frontAt(float px) {
  vec3 color = mix(mix(${ink('front')}, ${ink('app')}, 0.2), ${ink('front')}, at.y / vSize.y);
  float y = at.y - FOOT;
  float x = at.x + OPEN * 0.5;
  int u = int(floor(y / UNIT));
  if (x < 0.0 || x > OPEN || u < 0 || float(u) >= vUnits) {
    float rail = min(abs(x + 0.008), abs(x - OPEN - 0.008));
    return u >= 0 && float(u) < vUnits ? mix(color, ${ink('edge')}, 0.2 * lineOf(rail, 0.004, px)) : color;
  }
  ivec4 cell = cellAt(u);
  if ((cell.g & 128) != 0) return unitAt(cell, x, y, u, px, color);
  float panel = mod(y, UNIT * 2.0);
  return mix(${ink('blank')}, color, lineOf(min(panel, UNIT * 2.0 - panel), 0.003, px));
}
void main() {
  float px = max(fwidth(vAt.x), fwidth(vAt.y)) + 1e-6;
  at = vAt;
  cabinet = vFace == 2 ? vFirst + vCount - 1 : vFirst;
  float wide = vSize.x;
  if (vFace < 2 || vFace == 4) {
    float x = vAt.x + vSize.x * 0.5;
    int column = clamp(int(floor((x + GAP * 0.5) / PITCH)), 0, vCount - 1);
    at.x = x - float(column) * PITCH - WIDTH * 0.5;
    cabinet = vFirst + column;
    wide = WIDTH;
  }
  ivec4 about = cellAt(stride - 1);
  int flags = about.r;
  bool within = (flags & 2) != 0;
  vec3 color;
  if (vFace == 0) color = frontAt(px);
  else if (vFace == 4) {
    color = mix(mix(${ink('top')}, ${ink('side')}, 0.35), ${ink('top')}, at.y / vSize.y + 0.5);
    float slot = abs(mod(at.y + 0.02, 0.26) - 0.13);
    // Seen from above, the vents tell how warm the rack is.
    if (slot < 0.065 && abs(at.x) < 0.18 && abs(at.y) < 0.4)
      color = mix(color, about.g == 255 ? ${ink('vent')} : heat[about.g], clamp(0.1 / px, 0.0, 1.0) * 0.9);
    if (within) color = mix(color, ${ink('crit')}, step(fract((at.x + at.y) * 5.0), px > 0.08 ? 1.0 : 0.42) * (px > 0.08 ? 0.45 : 0.8));
  } else color = mix(mix(${ink('side')}, ${ink('app')}, 0.35), ${ink('side')}, at.y / vSize.y);
  float across = wide * 0.5 - abs(at.x);
  float along = vFace == 4 ? vSize.y * 0.5 - abs(at.y) : min(at.y, vSize.y - at.y);
  float rim = min(across, along);
  vec3 line = ${ink('edge')};
  float half_ = 0.004;
  if ((flags & 1) != 0) { line = ${ink('focus')}; half_ = max(0.007, px * 1.5); }
  else if (within) { line = ${ink('crit')}; half_ = max(0.010, px); }
  color = mix(color, line, lineOf(rim, half_, px));
  if (across < 0.0) color = mix(${ink('app')}, ${ink('edge')}, 0.12);
  gl_FragColor = vec4(hazy(color, vDepth, vOn), 1.0);
}`;

/** Cabinets while a slow machine moves: the colour of each unit and nothing finer. Parts in a trouble are tints. */
export const CABINET_COARSE = `${HEAD}
uniform sampler2D cells;
uniform int stride;
uniform vec3 heat[8];
flat varying int vFace;
flat varying int vFirst;
flat varying float vUnits;
varying vec2 vAt;
flat varying vec2 vSize;
varying float vDepth;
varying vec2 vOn;
void main() {
  vec3 color = vFace == 4 ? ${ink('top')} : vFace == 0 ? ${ink('front')} : ${ink('side')};
  float x = vAt.x + vSize.x * 0.5;
  float column = floor((x + ${metres((RACK.pitch - RACK.width) / 2)}) / ${metres(RACK.pitch)});
  x -= column * ${metres(RACK.pitch)} + ${metres((RACK.width - RACK.opening) / 2)};
  float u = floor((vAt.y - ${metres(RACK.foot)}) / ${metres(RACK.unit)});
  if (vFace == 0 && x > 0.0 && x < ${metres(RACK.opening)} && u >= 0.0 && u < vUnits) {
    int i = (vFirst + int(column)) * stride + int(u);
    ivec2 cell = ivec2(texelFetch(cells, ivec2(i & ${(1 << CELLS_BITS) - 1}, i >> ${CELLS_BITS}), 0).rg * 255.0 + 0.5);
    int part = (cell.g >> 4) & 3;
    vec3 tint = part == 2 ? ${ink('word')} : part == 1 ? ${ink('warn')} : ${ink('crit')};
    if (cell.g > 127) color = mix(cell.r < 8 ? heat[cell.r] : ${ink('blank')}, tint, part == 0 ? 0.0 : 0.45);
  }
  gl_FragColor = vec4(hazy(color, vDepth, vOn), 1.0);
}`;
/** The floor likewise: its colour, and a tint where a trouble is. */
export const FLOOR_COARSE = `${HEAD}
flat varying vec3 vSlab;
varying float vDepth;
varying vec2 vOn;
void main() {
  vec3 color = mix(mix(${ink('app')}, ${ink('grid')}, 0.2), ${ink('crit')}, vSlab.z * 0.2);
  gl_FragColor = vec4(hazy(color, vDepth, vOn), 1.0);
}`;

/** Floors of rooms and bands of rows: `slab` is width, depth and 1 where a trouble is. */
export const FLOOR_VERTEX = `
attribute vec2 at;
attribute vec3 slab;
varying vec2 vAt;
flat varying vec3 vSlab;
varying float vDepth;
varying vec2 vOn;
void main() {
  vAt = at;
  vOn = position.xz;
  vSlab = slab;
  vec4 seen = viewMatrix * vec4(position, 1.0);
  vDepth = -seen.z;
  gl_Position = projectionMatrix * seen;
}`;

/** A grid of 0.6 m tiles in a frame; hatched where the trouble is. */
export const FLOOR_FRAGMENT = `${HEAD}
varying vec2 vAt;
flat varying vec3 vSlab;
varying float vDepth;
varying vec2 vOn;
void main() {
  float px = max(fwidth(vAt.x), fwidth(vAt.y)) + 1e-6;
  vec2 tile = abs(fract(vAt / 0.6 + 0.5) - 0.5) * 0.6;
  float line = 1.0 - smoothstep(0.0, px * 1.2, min(tile.x, tile.y));
  vec3 color = mix(${ink('app')}, ${ink('grid')}, 0.16 + 0.84 * line * clamp(0.10 / px, 0.0, 1.0));
  float rim = min(min(vAt.x, vSlab.x - vAt.x), min(vAt.y, vSlab.y - vAt.y));
  float frame = 1.0 - smoothstep(max(0.02, px * 0.8), max(0.02, px * 0.8) + px, rim);
  if (vSlab.z > 0.5) {
    float hatch = step(fract((vAt.x + vAt.y) * 1.1), 0.3);
    color = mix(color, ${ink('crit')}, hatch * (px > 0.4 ? 0.12 : 0.3));
    color = mix(color, ${ink('crit')}, 1.0 - smoothstep(max(0.035, px * 1.5), max(0.035, px * 1.5) + px, rim));
  } else color = mix(color, ${ink('edge')}, frame * 0.6);
  gl_FragColor = vec4(hazy(color, vDepth, vOn), 1.0);
}`;

/** Light on the floor: soft discs. */
export const GLOW_VERTEX = `
attribute vec2 at;
attribute vec3 tone;
varying vec2 vAt;
varying vec3 vTone;
void main() {
  vAt = at;
  vTone = tone;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
}`;
/** Fades from the middle; added to the dark floor, laid over the light one. */
export const GLOW_FRAGMENT = `
precision highp float;
uniform float strength;
varying vec2 vAt;
varying vec3 vTone;
void main() {
  float far = length(vAt);
  float soft = far < 0.5 ? mix(1.0, 0.45, far * 2.0) : mix(0.45, 0.0, min(1.0, far * 2.0 - 1.0));
  gl_FragColor = vec4(vTone, soft * strength);
}`;

/**
 * Marks: points of a steady size. \`kind\` is the column of the atlas, \`level\` 0 on a unit, 1 on a cabinet, 2 on a room; each shows
 * at the distance where it is the finest that can be told apart.
 */
export const MARK_VERTEX = `
attribute float kind;
attribute float level;
uniform float perMetre;
uniform float ratio;
uniform vec2 finest;
uniform vec4 scope;
flat varying float vKind;
void main() {
  vec4 seen = viewMatrix * vec4(position, 1.0);
  float scale = perMetre / max(0.05, -seen.z);
  float wanted = scale > finest.x ? 0.0 : scale > finest.y ? 1.0 : 2.0;
  float size = level < 0.5 ? clamp(scale * ${metres(RACK.unit * 1.3)}, 9.0, 15.0) : level < 1.5 ? 13.0 : 17.0;
  vKind = kind;
  seen.z += 0.06 * (1.0 + level);
  bool away = position.x < scope.x || position.z < scope.y || position.x > scope.z || position.z > scope.w;
  if (away) wanted = 2.0;
  gl_Position = wanted == level ? projectionMatrix * seen : vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = size * 1.36 * ratio;
}`;
/** Columns of the atlas side by side. */
export const MARK_FRAGMENT = `
precision highp float;
uniform sampler2D atlas;
uniform float columns;
flat varying float vKind;
void main() {
  vec4 color = texture2D(atlas, vec2((vKind + gl_PointCoord.x) / columns, gl_PointCoord.y));
  if (color.a < 0.35) discard;
  gl_FragColor = vec4(color.rgb / color.a, 1.0);
}`;
