/** What the built-in rules say: summary and description in both languages, as annotations of the rules. */
import type { RuleTexts } from '../domain/rule-parts.ts';

/** What a rule says that says nothing. */
export const NO_TEXTS: RuleTexts = {
  summary: { en: '', ko: '' },
  description: { en: '', ko: '' },
  runbook: undefined,
};

/** The server, in templates. */
export const ON = '{{ $labels.instance }}';
/** The value as a percentage, in templates. */
export const SHARE = '{{ $value | humanizePercentage }}';

/** Summary and description, in English and in Korean. */
export function say(en: readonly [string, string], ko: readonly [string, string]): RuleTexts {
  return {
    summary: { en: en[0], ko: ko[0] },
    description: { en: en[1], ko: ko[1] },
    runbook: undefined,
  };
}

/** Texts by rule id; rules of one id and several severities say the same. */
export const DEFAULT_TEXTS: Readonly<Record<string, RuleTexts>> = {
  HostDown: say(
    [`${ON} does not answer.`, `Probes of ${ON} fail. What depends on it may fail too.`],
    [
      `${ON} 서버가 응답하지 않습니다.`,
      `${ON} 상태 확인이 실패합니다. 이 서버에 의존하는 서비스도 실패할 수 있습니다.`,
    ],
  ),
  ExporterSilent: say(
    [`${ON} sends no samples.`, `${ON} answers probes but its exporter sends nothing.`],
    [
      `${ON} 서버가 표본을 보내지 않습니다.`,
      `${ON} 서버는 응답하지만 익스포터가 아무것도 보내지 않습니다.`,
    ],
  ),
  DiskSaturated: say(
    [`The disk of ${ON} is saturated.`, `Disk I/O of ${ON} is busy ${SHARE} of the time.`],
    [`${ON} 디스크가 포화 상태입니다.`, `${ON} 디스크 I/O 사용 시간 비율이 ${SHARE}입니다.`],
  ),
  LatencyHigh: say(
    [
      `Requests to ${ON} are slow.`,
      `The 95th percentile of latency on ${ON} is {{ $value | humanizeDuration }}.`,
    ],
    [
      `${ON} 요청이 느립니다.`,
      `${ON} 지연 시간의 95번째 백분위수가 {{ $value | humanizeDuration }}입니다.`,
    ],
  ),
  ErrorRatioHigh: say(
    [`Requests to ${ON} fail.`, `${SHARE} of the requests to ${ON} fail.`],
    [`${ON} 요청이 실패합니다.`, `${ON} 요청의 ${SHARE}가 실패합니다.`],
  ),
  CPUSaturated: say(
    [`The CPU of ${ON} is saturated.`, `CPU use of ${ON} is ${SHARE}.`],
    [`${ON} CPU가 포화 상태입니다.`, `${ON} CPU 사용률이 ${SHARE}입니다.`],
  ),
  MemoryExhausted: say(
    [`The memory of ${ON} is exhausted.`, `Memory use of ${ON} is ${SHARE}.`],
    [`${ON} 메모리가 바닥났습니다.`, `${ON} 메모리 사용률이 ${SHARE}입니다.`],
  ),
  DiskAlmostFull: say(
    [`A file system of ${ON} is almost full.`, `The fullest file system of ${ON} is at ${SHARE}.`],
    [
      `${ON} 파일 시스템이 거의 찼습니다.`,
      `${ON}에서 가장 많이 찬 파일 시스템의 사용률이 ${SHARE}입니다.`,
    ],
  ),
  TemperatureHigh: say(
    [`${ON} is hot.`, `The temperature of ${ON} is {{ $value | printf "%.1f" }} °C.`],
    [`${ON} 서버가 뜨겁습니다.`, `${ON} 온도가 {{ $value | printf "%.1f" }} °C입니다.`],
  ),
  NodeCPUHighUsage: say(
    [
      `High CPU usage on ${ON}.`,
      `CPU use of ${ON} has been above 90% for the last 15 minutes, is ${SHARE}.`,
    ],
    [
      `${ON} CPU 사용률이 높습니다.`,
      `${ON} CPU 사용률이 15분 넘게 90%를 웃돕니다. 지금은 ${SHARE}입니다.`,
    ],
  ),
  NodeMemoryHighUtilization: say(
    [
      `${ON} is running out of memory.`,
      `Memory of ${ON} has been filled above 90% for the last 15 minutes, is ${SHARE}.`,
    ],
    [
      `${ON} 메모리가 부족해지고 있습니다.`,
      `${ON} 메모리 사용률이 15분 넘게 90%를 웃돕니다. 지금은 ${SHARE}입니다.`,
    ],
  ),
  NodeFilesystemAlmostOutOfSpace: say(
    [
      `A file system of ${ON} is almost out of space.`,
      `The fullest file system of ${ON} has been almost out of space for 30 minutes, is ${SHARE} full.`,
    ],
    [
      `${ON} 파일 시스템의 공간이 거의 없습니다.`,
      `${ON}에서 가장 많이 찬 파일 시스템이 30분 넘게 거의 가득 차 있습니다. 사용률은 ${SHARE}입니다.`,
    ],
  ),
  NodeFilesystemSpaceFillingUp: say(
    [
      `A file system of ${ON} will be full within 24 hours.`,
      `By its trend the fullest file system of ${ON} will reach ${SHARE} a day from now.`,
    ],
    [
      `${ON} 파일 시스템이 24시간 안에 가득 찹니다.`,
      `추세대로라면 ${ON}에서 가장 많이 찬 파일 시스템의 사용률이 하루 뒤 ${SHARE}에 이릅니다.`,
    ],
  ),
  NodeDiskIOSaturation: say(
    [
      `Disk I/O of ${ON} has been saturated for long.`,
      `Disk I/O of ${ON} has been saturated for 30 minutes, is busy ${SHARE} of the time.`,
    ],
    [
      `${ON} 디스크 I/O가 오래 포화 상태입니다.`,
      `${ON} 디스크 I/O가 30분 넘게 포화 상태입니다. 사용 시간 비율은 ${SHARE}입니다.`,
    ],
  ),
};
