/** The list of forecasters that back-tests choose from. */
import type { Forecaster } from './forecaster.ts';
import { kalman } from './kalman.ts';
import { daily, hourly, weekly } from './seasonal.ts';
import { lastValue, linear, recentMedian } from './simple.ts';
import { holt, smoothing, theta } from './smoothing.ts';

/** Every built-in forecaster, simplest first: the first one is what all others are compared with. */
export const FORECASTERS: readonly Forecaster[] = [
  lastValue,
  recentMedian,
  smoothing,
  holt,
  theta,
  kalman,
  linear,
  hourly,
  daily,
  weekly,
];
