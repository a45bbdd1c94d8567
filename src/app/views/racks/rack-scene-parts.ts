/** What stands in the scene, as objects of three: cabinets (merged or instanced), floors, light, marks. Beside `rack-scene.ts` the only importer of three. */
import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Color,
  DataTexture,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  type IUniform,
  LinearFilter,
  LinearMipmapLinearFilter,
  Mesh,
  NormalBlending,
  Points,
  ShaderMaterial,
  type Texture,
  Vector2,
  Vector4,
} from 'three';
import type { Status } from '../../../core/domain/incident.ts';
import { IMPACT_PATHS, type Marked } from '../../impact-marks.ts';
import { drawMark } from '../topology/glyphs.ts';
import { type CellMap, makeCells, paintCells } from './cells.ts';
import { type Run, runsOf } from './floor.ts';
import type { RackInk } from './ink.ts';
import { MARK_KINDS, markPoints } from './marks.ts';
import type { RackPicture } from './picture.ts';
import {
  CABINET_COARSE,
  CABINET_FRAGMENT,
  CABINET_VERTEX,
  FLOOR_COARSE,
  FLOOR_FRAGMENT,
  FLOOR_VERTEX,
  GLOW_FRAGMENT,
  GLOW_VERTEX,
  INKS,
  MARK_FRAGMENT,
  MARK_VERTEX,
} from './shaders.ts';
import { floorGlows, floorSlabs } from './slabs.ts';

/** Runs of cabinets drawn as one merged mesh, which the processor draws faster, or as instances, which graphics hardware does. */
export type RackPath = 'merged' | 'instanced';

/** Edge of a mark in the atlas, pixels. */
const ATLAS = 64;

/** Values all programs share. */
export interface SharedUniforms {
  readonly ink: IUniform<Color[]>;
  readonly haze: IUniform<Vector2>;
  /** Least x and z, most x and z of what is looked at; the rest steps back. */
  readonly scope: IUniform<Vector4>;
  readonly heat: IUniform<Color[]>;
  /** Pixels of one metre at one metre's distance, in drawing pixels per CSS pixel `ratio`. */
  readonly perMetre: IUniform<number>;
  readonly ratio: IUniform<number>;
  /** Pixels per metre from which marks stand on units, and on cabinets. */
  readonly finest: IUniform<Vector2>;
}

/** Uniforms filled with a palette. */
export function sharedUniforms(ink: RackInk): SharedUniforms {
  const uniforms: SharedUniforms = {
    ink: { value: INKS.map(() => new Color()) },
    haze: { value: new Vector2(1, 2) },
    scope: { value: new Vector4() },
    heat: { value: ink.heat.map(() => new Color()) },
    perMetre: { value: 1 },
    ratio: { value: 1 },
    finest: { value: new Vector2(105, 24) },
  };
  inkUniforms(uniforms, ink);
  return uniforms;
}

/** Refills the palette after a change of theme. */
export function inkUniforms(uniforms: SharedUniforms, ink: RackInk): void {
  INKS.forEach((name, i) => {
    uniforms.ink.value[i].setRGB(...ink[name]);
  });
  ink.heat.forEach((color, i) => {
    uniforms.heat.value[i].setRGB(...color);
  });
}

/** The objects of one floor; `paint` recolours them. */
export interface Parts {
  readonly objects: readonly (Mesh | Points)[];
  paint(picture: RackPicture, ink: RackInk): void;
  /** Whether the next frame shows all there is, or colours only. */
  refine(isFine: boolean): void;
  dispose(): void;
}

/** Builds everything that stands on a picture's floor. */
export function makeParts(
  picture: RackPicture,
  path: RackPath,
  uniforms: SharedUniforms,
  ink: RackInk,
): Parts {
  const map = makeCells(picture.floor);
  const cells = new DataTexture(map.data, map.width, map.height);
  const runs = runsOf(picture.floor);
  const texture = { ...uniforms, cells: { value: cells }, stride: { value: map.stride } };
  const programs = [
    { cabinets: CABINET_FRAGMENT, floor: FLOOR_FRAGMENT },
    { cabinets: CABINET_COARSE, floor: FLOOR_COARSE },
  ].map((source) => ({
    cabinets: new ShaderMaterial({
      vertexShader: CABINET_VERTEX,
      fragmentShader: source.cabinets,
      uniforms: texture,
    }),
    floor: new ShaderMaterial({
      vertexShader: FLOOR_VERTEX,
      fragmentShader: source.floor,
      uniforms: { ...uniforms },
    }),
  }));
  const [fine, coarse] = programs;
  const steel = new Mesh(path === 'merged' ? mergedRuns(runs) : instancedRuns(runs), fine.cabinets);
  const floor = new Mesh(new BufferGeometry(), fine.floor);
  const glowMaterial = new ShaderMaterial({
    vertexShader: GLOW_VERTEX,
    fragmentShader: GLOW_FRAGMENT,
    uniforms: { strength: { value: 0.3 } },
    transparent: true,
    depthWrite: false,
  });
  const glow = new Mesh(new BufferGeometry(), glowMaterial);
  const atlas: IUniform<Texture | undefined> = { value: undefined };
  const marks = new Points(
    new BufferGeometry(),
    new ShaderMaterial({
      vertexShader: MARK_VERTEX,
      fragmentShader: MARK_FRAGMENT,
      uniforms: { ...uniforms, atlas, columns: { value: MARK_KINDS.length } },
    }),
  );
  const objects = [steel, floor, glow, marks];
  // Near to far: what is hidden is then not shaded.
  objects.forEach((object, i) => {
    object.frustumCulled = false;
    object.renderOrder = i;
    object.matrixAutoUpdate = false;
  });
  let inked: RackInk | undefined;
  let hasGlow = false;
  const paint = (next: RackPicture, palette: RackInk) => {
    recolour(map, cells, next);
    const slabs = floorSlabs(next.floor, next.impact);
    fill(floor.geometry, {
      position: [slabs.positions, 3],
      at: [slabs.at, 2],
      slab: [slabs.sizes, 3],
    });
    const patches = floorGlows(next, palette);
    fill(glow.geometry, {
      position: [patches.positions, 3],
      at: [patches.at, 2],
      tone: [patches.tones, 3],
    });
    hasGlow = patches.positions.length > 0;
    glow.visible = hasGlow;
    const points = markPoints(next);
    fill(marks.geometry, {
      position: [points.positions, 3],
      kind: [points.kinds, 1],
      level: [points.levels, 1],
    });
    marks.visible = points.kinds.length > 0;
    if (inked === palette) return;
    inked = palette;
    glowMaterial.blending = palette.dark ? AdditiveBlending : NormalBlending;
    glowMaterial.uniforms.strength.value = palette.dark ? 0.34 : 0.3;
    atlas.value?.dispose();
    atlas.value = markAtlas(palette);
  };
  paint(picture, ink);
  return {
    objects,
    paint,
    refine(isFine) {
      steel.material = (isFine ? fine : coarse).cabinets;
      floor.material = (isFine ? fine : coarse).floor;
      glow.visible = isFine && hasGlow;
    },
    dispose() {
      for (const { geometry, material } of objects) {
        geometry.dispose();
        if (!Array.isArray(material)) material.dispose();
      }
      for (const program of [coarse, fine]) {
        program.cabinets.dispose();
        program.floor.dispose();
      }
      cells.dispose();
      atlas.value?.dispose();
    },
  };
}

/** Writes a picture into the texture of units; it is sent with the next frame. */
function recolour(map: CellMap, cells: DataTexture, picture: RackPicture): void {
  paintCells(map, picture);
  cells.needsUpdate = true;
}

/** Replaces a geometry's attributes where their number changed, else their contents. */
function fill(
  geometry: BufferGeometry,
  attributes: Readonly<Record<string, readonly [values: Float32Array, width: number]>>,
): void {
  const known = geometry.getAttribute('position');
  // Buffers on the graphics card do not grow: another number of corners is another geometry.
  if (known && known.array.length !== attributes.position[0].length) geometry.dispose();
  for (const [name, [values, width]] of Object.entries(attributes)) {
    const held = geometry.getAttribute(name);
    if (held instanceof BufferAttribute && held.array.length === values.length) {
      held.copyArray(values);
      held.needsUpdate = true;
    } else geometry.setAttribute(name, new BufferAttribute(values, width));
  }
}

/** Corners and faces of a box whose foot stands on the floor: front, back, right, left, top; counter-clockwise from outside. */
const FACES = [
  [-0.5, 0, 0.5, 1, 0, 0, 0, 1, 0],
  [0.5, 0, -0.5, -1, 0, 0, 0, 1, 0],
  [0.5, 0, 0.5, 0, 0, -1, 0, 1, 0],
  [-0.5, 0, -0.5, 0, 0, 1, 0, 1, 0],
  [-0.5, 1, 0.5, 1, 0, 0, 0, 0, -1],
] as const;
const QUAD = [0, 1, 2, 0, 2, 3] as const;
const CORNERS = FACES.length * 4;

function boxCorners(): { positions: Float32Array; faces: Float32Array; index: Uint16Array } {
  const positions: number[] = [];
  const faces: number[] = [];
  const index: number[] = [];
  FACES.forEach(([x, y, z, ax, ay, az, ux, uy, uz], face) => {
    for (const k of QUAD) index.push(face * 4 + k);
    for (const [a, u] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]) {
      positions.push(x + ax * a + ux * u, y + ay * a + uy * u, z + az * a + uz * u);
      faces.push(face);
    }
  });
  return {
    positions: new Float32Array(positions),
    faces: new Float32Array(faces),
    index: new Uint16Array(index),
  };
}

const spotOf = ({ x, z, units, from }: Run) => [x, z, units, from];

function instancedRuns(runs: readonly Run[]): BufferGeometry {
  const { positions, faces, index } = boxCorners();
  const geometry = new InstancedBufferGeometry();
  geometry.instanceCount = runs.length;
  geometry.setIndex(new BufferAttribute(index, 1));
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('face', new BufferAttribute(faces, 1));
  const spots = new Float32Array(runs.flatMap(spotOf));
  const counts = Float32Array.from(runs, ({ count }) => count);
  geometry.setAttribute('spot', new InstancedBufferAttribute(spots, 4));
  geometry.setAttribute('count', new InstancedBufferAttribute(counts, 1));
  return geometry;
}

function mergedRuns(runs: readonly Run[]): BufferGeometry {
  const box = boxCorners();
  const n = runs.length;
  const positions = new Float32Array(n * box.positions.length);
  const faces = new Float32Array(n * CORNERS);
  const spots = new Float32Array(n * CORNERS * 4);
  const counts = new Float32Array(n * CORNERS);
  const index = new Uint32Array(n * box.index.length);
  runs.forEach((run, i) => {
    positions.set(box.positions, i * box.positions.length);
    faces.set(box.faces, i * CORNERS);
    counts.fill(run.count, i * CORNERS, (i + 1) * CORNERS);
    const spot = spotOf(run);
    for (let k = 0; k < CORNERS; k++) spots.set(spot, (i * CORNERS + k) * 4);
    for (let k = 0; k < box.index.length; k++)
      index[i * box.index.length + k] = box.index[k] + i * CORNERS;
  });
  const geometry = new BufferGeometry();
  geometry.setIndex(new BufferAttribute(index, 1));
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('face', new BufferAttribute(faces, 1));
  geometry.setAttribute('spot', new BufferAttribute(spots, 4));
  geometry.setAttribute('count', new BufferAttribute(counts, 1));
  return geometry;
}

/** All marks side by side, each on a disc of the room's colour. */
function markAtlas(ink: RackInk): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = ATLAS * MARK_KINDS.length;
  canvas.height = ATLAS;
  const ctx = canvas.getContext('2d');
  if (ctx)
    MARK_KINDS.forEach((kind, i) => {
      const [x, y, size] = [(i + 0.5) * ATLAS, ATLAS / 2, ATLAS * 0.68];
      ctx.fillStyle = ink.words.app;
      ctx.beginPath();
      ctx.arc(x, y, ATLAS * 0.48, 0, 7);
      ctx.fill();
      if (kind in IMPACT_PATHS) {
        ctx.save();
        ctx.translate(x - size / 2, y - size / 2);
        ctx.scale(size / 16, size / 16);
        ctx.lineWidth = 2;
        ctx.lineCap = 'round';
        ctx.lineJoin = 'round';
        ctx.strokeStyle = ink.words.part[kind as Marked];
        ctx.stroke(new Path2D(IMPACT_PATHS[kind as Marked]));
        ctx.restore();
      } else
        drawMark(
          ctx,
          kind as Status,
          x,
          y,
          size,
          ink.words.mark[kind as Status],
          ink.words.markInk,
        );
    });
  const texture = new CanvasTexture(canvas);
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.premultiplyAlpha = true;
  texture.flipY = false;
  return texture;
}
