/** The list of forecasters that back-tests choose from. */
import type { Forecaster } from './forecaster.ts';
import { holt } from './holt.ts';
import { lastValue, linear, recentMedian } from './simple.ts';

/** Every built-in forecaster, simplest first: on about equal back-test errors the earlier one is chosen. */
export const FORECASTERS: readonly Forecaster[] = [lastValue, recentMedian, linear, holt];
