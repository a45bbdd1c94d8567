/** A series before and in the window, side by side on one scale; or one course alone. */

const WIDTH = 120;
const HEIGHT = 28;
const PAD = 3;
const SEAM = 6;

interface Scale {
  readonly low: number;
  readonly span: number;
}

function scaleOf(courses: readonly Float32Array[]): Scale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let most = 0;
  for (const course of courses) {
    for (const x of course) {
      if (x < low) low = x;
      if (x > high) high = x;
      if (Math.abs(x) > most) most = Math.abs(x);
    }
  }
  // A course that hardly moves lies still in the middle instead of filling the height with noise.
  const span = Math.max(high - low, most * 0.02, 1e-12);
  return { low: (high + low - span) / 2, span };
}

/** Path of a course between two abscissae; gaps break it. */
function pathOf(course: Float32Array, from: number, to: number, { low, span }: Scale): string {
  let path = '';
  let pen = 'M';
  const step = (to - from) / Math.max(1, course.length - 1);
  for (let k = 0; k < course.length; k++) {
    if (Number.isNaN(course[k])) {
      pen = 'M';
      continue;
    }
    const y = HEIGHT - PAD - ((course[k] - low) / span) * (HEIGHT - 2 * PAD);
    path += `${pen}${(from + k * step).toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  }
  return path;
}

/** @param props.before muted, at the left; left out: `after` takes the whole width */
export function CoursePair(props: { before?: Float32Array; after: Float32Array; label: string }) {
  const scale = () => scaleOf(props.before ? [props.before, props.after] : [props.after]);
  const seam = () => (props.before ? WIDTH / 2 : 0);
  return (
    <svg
      class="course-pair"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={props.label}
    >
      <path
        class="course-pair__before"
        d={props.before ? pathOf(props.before, 1, WIDTH / 2 - SEAM / 2, scale()) : ''}
      />
      <path class="course-pair__seam" d={props.before ? `M${WIDTH / 2} 2V${HEIGHT - 2}` : ''} />
      <path
        class="course-pair__after"
        d={pathOf(props.after, seam() + (props.before ? SEAM / 2 : 1), WIDTH - 1, scale())}
      />
    </svg>
  );
}
