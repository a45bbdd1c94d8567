/** 한국어: 서버 표와 서버 화면. */
import type { servers as en } from '../en/servers.ts';

/** Messages of the server table in Korean. */
export const servers = {
  title: '서버',
  'filter.label': '서버 거르기',
  'filter.placeholder': '서버 거르기',
  'filter.clear': '거르기 지우기',
  'filter.none': '“{text}”에 맞는 서버가 없습니다.',
  'filter.status': '상태',
  'filter.tier': '계층',
  'filter.all': '전체',
  'filter.trouble': '비정상',
  'filter.count': '{total}대 중 {shown}대',
  'columns.button': '열 선택',
  'columns.title': '열',
  'columns.reset': '기본 열',
  'compare.mark': '{server} 비교에 넣기',
  'sort.by': '{column} 순으로 정렬',
  'table.caption': '서버 목록, 한 행에 한 대',

  'column.name': '서버',
  'column.health': '건강도',
  'column.tier': '계층',
  'column.role': '역할',
  'column.site': '사이트',
  'column.rack': '랙',
  'column.ip': '주소',
  'column.os': '운영체제',
  'column.net': '수신 / 송신 Mb/s',
  'column.latency_p95': '지연 p95',
  'column.forecast': '예측',
  'column.seen': '최근 표본',

  'row.off': '{time}부터 응답이 없습니다({age}).',
  'row.unk': '{age}째 표본이 없습니다. 서버는 응답하므로 수집기가 막혔을 수 있습니다.',
  'row.never': '아직 표본이 없습니다.',
  'row.forecast': '{duration} 뒤 {metric} {limit}',
  'row.forecastNow': '지금 {metric} {limit}',
} as const satisfies Record<keyof typeof en, string>;
