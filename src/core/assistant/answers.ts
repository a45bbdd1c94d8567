/** The list: who answers which intent. */
import type { IntentId } from '../domain/question.ts';
import type { Answerer } from './answer.ts';
import { recommendAction, reportGenerate } from './answers-advice.ts';
import { causeExplain } from './answers-causes.ts';
import {
  help,
  logSearch,
  outOfScope,
  scenarioInject,
  scenarioReset,
  smalltalk,
} from './answers-console.ts';
import { alertAck, alertList, anomalyList } from './answers-events.ts';
import { overLimit } from './answers-limits.ts';
import { metricCompare, metricQuery, metricTop } from './answers-metrics.ts';
import { rackShow, serverRestart, topologyShow } from './answers-places.ts';
import { serverDetail, serverList, serverStatus } from './answers-servers.ts';
import { forecastLoad, trendAnalyze } from './answers-time.ts';

/** One answerer per intent. */
export const ANSWERERS: Readonly<Record<IntentId, Answerer>> = {
  'server.status': serverStatus,
  'server.list': serverList,
  'server.detail': serverDetail,
  'server.restart': serverRestart,
  'metric.query': metricQuery,
  'metric.top': metricTop,
  'metric.compare': metricCompare,
  'alert.cpu.high': overLimit,
  'alert.memory.low': overLimit,
  'alert.disk.full': overLimit,
  'alert.network.slow': overLimit,
  'alert.list': alertList,
  'alert.ack': alertAck,
  'anomaly.list': anomalyList,
  'cause.explain': causeExplain,
  'forecast.load': forecastLoad,
  'trend.analyze': trendAnalyze,
  'recommend.action': recommendAction,
  'report.generate': reportGenerate,
  'topology.show': topologyShow,
  'rack.show': rackShow,
  'log.search': logSearch,
  'scenario.inject': scenarioInject,
  'scenario.reset': scenarioReset,
  help,
  smalltalk,
  out_of_scope: outOfScope,
};
