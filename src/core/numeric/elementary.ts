/** exp, log, sin, cos, pow with the same bits on every engine: only + − × ÷, which IEEE 754 fixes. Source: fdlibm (Sun Microsystems, 1993), kernels and constants. */

const view = new DataView(new ArrayBuffer(8));

const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const INV_LN2 = Math.LOG2E;
const P = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6,
  4.1381367970572385e-8,
] as const;

/** x · 2^k; exact unless the result is subnormal. */
function scale(x: number, k: number): number {
  if (k > 1023) return scale(x * 8.98846567431158e307, k - 1023);
  if (k < -1022) return scale(x * 2.2250738585072014e-308, k + 1022);
  view.setInt32(0, (k + 1023) << 20);
  view.setInt32(4, 0);
  return x * view.getFloat64(0);
}

/** e to the power of `x`; ∞ above 709.78, 0 below −745.13, NaN for NaN. Error below one unit in the last place. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x * INV_LN2 + 0.5);
  const hi = x - k * LN2_HI;
  const lo = k * LN2_LO;
  const r = hi - lo;
  const q = r * r;
  const c = r - q * (P[0] + q * (P[1] + q * (P[2] + q * (P[3] + q * P[4]))));
  return scale(1 - (lo - (r * c) / (2 - c) - hi), k);
}

const LG = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784,
  0.1818357216161805, 0.15313837699209373, 0.14798198605116586,
] as const;

/** Natural logarithm; −∞ at 0, NaN below 0 and for NaN. Error below one unit in the last place. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984; // 2^54: lifts a subnormal into the normal range
    k = -54;
  }
  view.setFloat64(0, x);
  const high = view.getInt32(0);
  k += (high >> 20) - 1023;
  const fraction = high & 0xfffff;
  // Mantissa into [√½, √2).
  const shift = (fraction + 0x95f64) & 0x100000;
  view.setInt32(0, fraction | (shift ^ 0x3ff00000));
  k += shift >> 20;
  const f = view.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r =
    w * (LG[1] + w * (LG[3] + w * LG[5])) + z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
  const half = 0.5 * f * f;
  return k * LN2_HI - (half - (s * (half + r) + k * LN2_LO) - f);
}

/** `x` to the power of `y` for x ≥ 0, as exp(y · log x); relative error about |y · log x| units in the last place. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  return exp(y * log(x));
}

const PIO2_1 = 1.5707963267341256;
const PIO2_2 = 6.077100506303966e-11;
const PIO2_3 = 2.0222662487959506e-21;
const INV_PIO2 = 0.6366197723675814;
const S = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6,
  -2.5050760253406863e-8, 1.58969099521155e-10,
] as const;
const C = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
] as const;

/** Sine or cosine of x = n · π/2 + r by quadrant; `turn` 0 is sine, 1 cosine. */
function wave(x: number, turn: number): number {
  const n = Math.floor(x * INV_PIO2 + 0.5);
  const r = x - n * PIO2_1 - n * PIO2_2 - n * PIO2_3;
  const z = r * r;
  const quadrant = (((n + turn) % 4) + 4) % 4;
  const value =
    quadrant % 2 === 0
      ? r + r * z * (S[0] + z * (S[1] + z * (S[2] + z * (S[3] + z * (S[4] + z * S[5])))))
      : 1 - 0.5 * z + z * z * (C[0] + z * (C[1] + z * (C[2] + z * (C[3] + z * (C[4] + z * C[5])))));
  return quadrant < 2 ? value : -value;
}

/** Sine of `x` radians; absolute error below 1e-14 for |x| ≤ 10⁵ (reduction is not exact beyond 10⁶), NaN for ±∞ and NaN. */
export function sin(x: number): number {
  return wave(x, 0);
}

/** Cosine of `x` radians; accuracy and edge cases as for `sin`. */
export function cos(x: number): number {
  return wave(x, 1);
}
