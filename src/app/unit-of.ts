/** The unit of a metric that may be a source's own. */
import { metricById, type Unit } from '../core/domain/metrics.ts';

/** Unit of the metric with this id; metrics that files bring along are bare numbers. */
export function unitOf(metric: string): Unit {
  return metricById(metric)?.unit ?? '{value}';
}
