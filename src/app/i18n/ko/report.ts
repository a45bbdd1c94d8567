/** 보고서의 한국어: 발견한 것, 근거, 권고. 화면 언어와 따로 고를 수 있다. */
import type { report as en } from '../en/report.ts';

/** Words of the report in Korean. */
export const report = {
  title: '서버군 보고서',
  'screen.title': '보고서',
  'screen.note':
    '표시 중인 표본으로 이 브라우저에서 작성합니다. 표에 있는 측정값에는 같은 값을 내는 질의가 붙습니다.',
  'incident.title': '{incident} 보고서',
  'incident.draft':
    '측정값과 조치 기록으로 쓴 초안입니다. 사건 화면의 사후 보고서에서 고치면 그대로 인쇄됩니다.',
  'incident.kept': '이 기기에 저장된 사후 보고서입니다.',
  'incident.back': '사건으로 돌아가기',
  'incident.gone': '{incident} 사건을 여기서는 알 수 없습니다',
  'incident.table': '보고서의 표',
  'tool.period': '기간',
  'tool.last': '최근 {span}',
  'tool.incident': '이 사건',
  'tool.language': '보고서 언어',
  'tool.copy': 'Markdown 복사',
  'tool.copied': '복사했습니다',
  'tool.denied': '브라우저가 클립보드 접근을 거부했습니다. 대신 파일로 내려받으세요.',
  'tool.download': '.md 내려받기',
  'tool.print': '인쇄',
  'lang.en': 'English',
  'lang.ko': '한국어',

  'head.source': '{source}, 서버 {servers}대',
  'source.simulated': '시뮬레이션 서버군',
  'source.file': '파일 {name}',
  'source.live': '실시간 소스 {name}',
  'head.period': '{from}~{to}({zone}), 비교 대상 {baseFrom}~{baseTo}',
  'summary.calm':
    '{t} 현재 서버군은 평온합니다. 서버 {servers}대 중 {ok}대가 정상이며, 발견된 문제가 없습니다.',
  'summary.found':
    '{t} 현재 서버 {servers}대 중 {ok}대가 정상입니다. 발견한 {count}건을 심각한 순서로 적습니다.',
  'figure.health': '건강도',
  'figure.throughput': '처리량',
  'figure.latency': '지연 p95',
  'figure.errors': '오류율',
  'figure.before': '이전: {value}',

  findings: '발견한 것',
  advice: '먼저 할 일',
  calm: '이 기간에는 특이 사항이 없습니다.',
  'column.server': '서버',
  'column.metric': '지표',
  'column.what': '수치',
  'column.value': '값',
  'column.time': '시각',
  'column.query': '질의',
  evidence: '발견 {n}의 근거',

  'what.now': '가장 새로운 값',
  'what.before': '이전 중앙값',
  'what.after': '기간 중앙값',
  'what.per-day': '하루 기울기',

  'finding.incident':
    '{server}에서 {since}부터 ‘{rule}’ 경보가 이어지고 있으며 서버 {servers}대가 관련됩니다. 유력한 원인: {suspect}의 {suspectMetric}, {share}.',
  'finding.incident.unknown':
    '{server}에서 {since}부터 ‘{rule}’ 경보가 이어지고 있으며 서버 {servers}대가 관련됩니다. 의심할 만한 원인은 찾지 못했습니다.',
  'finding.server-off': '{server|이/가} 응답하지 않습니다. 마지막 표본은 {lastSeen}의 것입니다.',
  'finding.server-off.never': '{server|이/가} 응답하지 않으며, 표본을 보낸 적이 없습니다.',
  'finding.poor-health':
    '{server}의 건강도는 100점 만점에 {health}점이며, {metric|이/가} 그중 {points}점을 깎았습니다.',
  'finding.poor-health.unknown': '{server}의 건강도는 100점 만점에 {health}점입니다.',
  'finding.breach':
    '{server}의 {metric|이/가} {at}에 {limit}에 이를 것으로 보입니다. 80% 구간은 {early}부터 {late}까지입니다.',
  'finding.breach.open':
    '{server}의 {metric|이/가} {limit}에 이를 수 있습니다. 가장 유력한 시점은 {at}이며, {early}보다 이르지는 않을 것으로 봅니다(80%).',
  'finding.anomaly.above':
    '{server}의 {metric|이/가} {since}부터 유난히 높습니다. 예상 범위 {low}~{high}보다 {sigma}σ 위입니다.',
  'finding.anomaly.below':
    '{server}의 {metric|이/가} {since}부터 유난히 낮습니다. 예상 범위 {low}~{high}보다 {sigma}σ 아래입니다.',
  'finding.strained-state':
    '{server|은/는} 기간의 {share} 동안 {metric|이/가} 한계에 가까웠으며, 그동안 평균은 {mean}입니다.',
  'finding.change.higher':
    '{server}의 {metric|이/가} 이전보다 높아졌습니다. 중앙값은 이전 {before}, 기간 중 {after}입니다.',
  'finding.change.lower':
    '{server}의 {metric|이/가} 이전보다 낮아졌습니다. 중앙값은 이전 {before}, 기간 중 {after}입니다.',
  'finding.change.wider':
    '{server}의 {metric|이/가} 이전보다 크게 흔들립니다. 중앙값은 이전 {before}, 기간 중 {after}입니다.',
  'finding.change.narrower':
    '{server}의 {metric|이/가} 이전보다 덜 흔들립니다. 중앙값은 이전 {before}, 기간 중 {after}입니다.',
  'finding.trend.rising':
    '{server}의 {metric|이/가} 꾸준히 오릅니다. 기간 동안 {change} 움직였습니다(R² {fit}).',
  'finding.trend.falling':
    '{server}의 {metric|이/가} 꾸준히 내립니다. 기간 동안 {change} 움직였습니다(R² {fit}).',
  'finding.outlier':
    '{server|은/는} 나머지 서버와 다릅니다(고립 점수 {score}). {metric|이/가} 가장 크게 갈라놓습니다.',
  'finding.outlier.unknown': '{server|은/는} 나머지 서버와 다릅니다(고립 점수 {score}).',

  'advice.look-at-suspect': '먼저 원인으로 의심되는 서버를 살펴보세요.',
  'advice.check-power-and-network': '서버의 전원, 콘솔, 네트워크를 확인하세요.',
  'advice.reduce-load': 'CPU를 차지하는 프로세스를 찾거나 부하를 다른 서버로 옮기세요.',
  'advice.find-leak':
    '메모리를 붙들고 있는 프로세스를 찾으세요. 재시작 전후를 비교하면 드러납니다.',
  'advice.free-space':
    '디스크 공간을 비우세요. 로그를 정리하고 오래된 스냅샷을 지우거나 볼륨을 늘리세요.',
  'advice.spread-io': '백업과 배치 작업을 바쁜 시간 밖으로 옮기거나 디스크 I/O를 나누세요.',
  'advice.check-cooling': '팬, 필터, 랙의 공기 흐름을 확인하세요.',
  'advice.check-errors': '시작 시점부터의 오류 로그와 최근 배포를 확인하세요.',
  'advice.check-dependencies': '느린 요청을 따라가 이 서버가 호출하는 서비스를 확인하세요.',
  'advice.watch': '지켜보세요. 아직 할 일은 없습니다.',
  'advice.compare-with-peers': '같은 역할의 서버와 비교하세요.',

  'foot.safety':
    '이 앱은 서버에 명령을 보내지 않습니다. 유력한 원인과 예측은 모델이 낸 것이며 틀릴 수 있습니다.',
  'foot.link': '같은 화면: {link}',
} as const satisfies Record<keyof typeof en, string>;
