/** 한국어: 차트 옆의 탐지 정보. 이상 구간, 서버 점수, 알림 예산, 학습, 탐지기별 의견. */
import type { detection as en } from '../en/detection.ts';

/** Messages about detection on one server in Korean. */
export const detection = {
  'unusual.title': '이상 구간',
  'unusual.note': '최근 {range}',
  'unusual.none': '특이 사항이 없습니다. 지표 {n}개를 판정했습니다.',
  'unusual.noneYet': '아직 판정한 지표가 없습니다. 평소 모습을 익히는 중입니다.',
  'unusual.open': '진행 중',
  'unusual.all': '{n}건 더 보기',
  'unusual.fewer': '접기',

  'score.label': '이상 점수',
  'score.value': '{score}, 기준선 {line}',
  'score.of': '주로 {terms}',
  'score.term': '{metric} {score}',
  'score.how':
    '서버의 점수는 가장 이상한 지표 세 개의 점수를 더한 것이며, 지표마다 점수와 방금 움직인 크기를 최근 표본 세 개 중 가장 높은 것으로 보고 이 서버가 지난 며칠 보인 것과 견줍니다. {line}이면 서버 전체가 눈에 띕니다. 확실한 지표 하나, 기준선에 닿은 지표 둘, 또는 그에 가까운 지표 셋에 해당합니다.',
  'budget.label': '알림 예산',
  'budget.used': '{budget} 중 {used} 사용',
  'budget.line': '한계 {factor}배',
  'budget.how':
    '이 서버에서 하루 {budget}건까지 이상 알림을 낼 수 있습니다. 알림이 날 때마다 한계가 높아지고, 조용한 시간이 지나면 낮아집니다. 사용량은 하루에 걸쳐 줄어듭니다.',
  'budget.change': '민감도 바꾸기',
  'learning.label': '학습',
  'learning.done': '완료, 모든 근거가 작동합니다',
  'learning.share': '{share} 학습',
  'learning.unscored': '지표 {n}개는 아직 점수가 없습니다',
  'learning.how':
    '첫 점수는 지표마다 표본 {first}개가 모인 뒤에 나옵니다. ‘처음 보는 값’과 ‘시간대와 다름’을 가리려면 {full}개가 필요합니다. 그때까지 탐지는 이 서버가 정상이라고 보증하지 않습니다.',
  how: '계산 방법',

  'opinions.title': '탐지기별 의견',
  'opinions.note': '탐지기 {n}개, 지표 하나',
  'opinions.metric': '지표',
  'opinions.ask': '탐지기에 묻기',
  'opinions.again': '다시 묻기',
  'opinions.cancel': '취소',
  'opinions.progress': '{all}개 중 {done}개가 답했습니다',
  'opinions.explain':
    '이 지표의 최근 {range} 표본을 목록의 모든 탐지기로 다시 판정합니다. 이상 구간은 앙상블만 정하며, 나머지는 비교용입니다.',
  'opinions.at': '{time} 기준, {range}',
  'opinions.decides': '판정 담당',
  'opinions.named': '기본 탐지기',
  'opinions.baseline': '비교 기준',
  'opinions.unusual': '이상',
  'opinions.calm': '평소',
  'opinions.learning': '학습 중 {share}',
  'opinions.noSample': '표본 없음',
  'opinions.count': '{n}개 구간',
  'opinions.course': '구간 동안 {detector} 점수',
  'opinions.expected': '예상 {low}–{high}',
} as const satisfies Record<keyof typeof en, string>;
