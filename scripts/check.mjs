/** `npm run check`: types of every room, lint and format, unit tests. Seconds; run before each commit. */
import { runSteps, TYPE_STEPS, UNIT_STEPS } from './steps.mjs';

await runSteps([...TYPE_STEPS, ...UNIT_STEPS]);
