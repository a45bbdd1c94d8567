/** Korean words of the fleet map's tools: grouping, further metrics, the scope, the reach of a trouble. */
import type { map as en } from '../en/map.ts';

/** Korean dictionary of the map's tools. */
export const map = {
  'group.label': '묶는 기준',
  'group.tier': '계층',
  'group.role': '역할',
  'group.site': '사이트',
  'group.room': '전산실',
  'group.row': '열',
  'group.rack': '랙',
  'group.environment': '환경',
  'group.provider': '제공자',
  'group.os': '운영체제',
  'metric.more': '다른 지표',
  'metric.health': '건강도',
  'scope.label': '선택 범위',
  'scope.count': '서버 {count}대 선택됨',
  'scope.hint': '지표, 알림, 표에 이 서버만 표시합니다.',
  'scope.elsewhere':
    '개요, 서버, 알림 화면은 이 서버만 표시합니다. 이 화면에는 전체 서버가 표시됩니다.',
  'scope.clear': '전체 서버 보기',
  'impact.label': '장애가 미친 범위',
  'impact.hide': '지도에서 숨기기',
  'impact.show': '지도에 표시',
} as const satisfies Record<keyof typeof en, string>;
