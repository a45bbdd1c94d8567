/** Keys the shared dictionary must hold, read from the core's own lists. */
import { BUILT_IN_RULES } from '../../src/core/alert/rules-host.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { TIERS } from '../../src/core/domain/fleet.ts';
import { SEVERITIES, STATUS } from '../../src/core/domain/incident.ts';
import { KNOWN_METRICS } from '../../src/core/domain/metrics.ts';
import { SCENARIOS } from '../../src/core/domain/session.ts';
import { FORECASTERS } from '../../src/core/forecast/forecasters.ts';
import { FAULTS } from '../../src/core/sim/faults.ts';

export const TERRITORY: readonly string[] = [
  ...KNOWN_METRICS.flatMap(({ id }) => [`metric.${id}`, `metric.${id}.short`]),
  ...TIERS.map((tier) => `tier.${tier}`),
  ...STATUS.map((status) => `status.${status}`),
  ...SEVERITIES.map((severity) => `severity.${severity}`),
  ...SCENARIOS.map((scenario) => `scenario.${scenario}`),
  ...BUILT_IN_RULES.map(({ id }) => `rule.${id}`),
  ...FAULTS.map(({ id }) => `fault.${id}`),
  ...DETECTORS.map(({ id }) => `detector.${id}`),
  ...FORECASTERS.map(({ id }) => `forecaster.${id}`),
];
