/** 한국어: 왜 이상으로 보았는지. 근거, 예상 범위, 벗어난 정도. */
import type { reasons as en } from '../en/reasons.ts';

/** Messages about the reason of an anomaly in Korean. */
export const reasons = {
  'kind.jump': '급변',
  'kind.shift': '수준 이동',
  'kind.territory': '처음 보는 값',
  'kind.rhythm': '시간대와 다름',
  'kind.level': '처음 보는 수준',
  'kind.window': '이동 창 이탈',

  'why.jump':
    '{metric|이/가} {value|으로/로} 급변했습니다. 직전 표본으로는 {low}에서 {high} 사이가 예상되었습니다.',
  'why.shift':
    '{metric|이/가} {value|으로/로} 옮겨 갔습니다. 지금까지의 수준으로는 {low}에서 {high} 사이가 예상되었습니다.',
  'why.territory':
    '{metric} {value|은/는} 지금까지 없던 값입니다. 가장 가까운 기존 범위는 {low}에서 {high} 사이입니다.',
  'why.rhythm':
    '{metric} {value|은/는} 이 시간대답지 않습니다. 이 시간대에는 {low}에서 {high} 사이가 보통입니다.',
  'why.level':
    '{metric}의 평균 수준이 지금까지 없던 곳에 있습니다. 현재 {value}, 기존 범위는 {low}에서 {high} 사이입니다.',
  'why.window': '{metric} {value|이/가} 직전 표본이 허용하는 {low}에서 {high} 범위를 벗어났습니다.',
  'why.unranged': '{metric} {value}. {kind}. 대신 무엇이 예상되었는지는 알 수 없습니다.',
  'why.none': '{metric} {value}. 탐지기가 이유를 남기지 않았습니다.',

  'brief.jump': '급변',
  'brief.shift': '수준 이동',
  'brief.territory': '새 값',
  'brief.rhythm': '이례적 시간대',
  'brief.level': '새 수준',
  'brief.window': '이탈',
  'short.ranged': '{kind}, 예상 {low}–{high}',
  'off.above': '{distance} 높음',
  'off.below': '{distance} 낮음',
  'off.sigma': '{value}σ',
  'off.sigmaMost': '{value}σ 초과',
  'off.strength': '한계의 {n}배',
  'off.points': '{n}%p',
  'off.degrees': '{n}도',
  'when.open': '{start}부터 {duration}째',
  'when.once': '{start}, {duration}',
  'when.over': '{start} – {end}, {duration}',
} as const satisfies Record<keyof typeof en, string>;
