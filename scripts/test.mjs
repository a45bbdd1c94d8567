/** `npm test`: everything, on a fresh machine: types, lint, unit, golden, property, architecture, build budgets, end to end. */
import { BROWSER_STEPS, BUILD_STEPS, runSteps, TYPE_STEPS, UNIT_STEPS } from './steps.mjs';

await runSteps([...TYPE_STEPS, ...UNIT_STEPS, ...BUILD_STEPS, ...BROWSER_STEPS]);
