/** 한국어 도우미: 답변, 생각 과정, 이어서 할 질문, 의도 이름. */
import type { answers as en } from '../en/answers.ts';

/** Answers in Korean. */
export const answers = {
  'unknown.server': '{name|이라는/라는} 서버는 이 서버군에 없습니다.',
  'unknown.group': '이 서버군에는 그런 종류의 서버가 없습니다.',
  noData: '{metric} 표본이 없습니다.',
  more: '그 밖에 {count}대가 더 있습니다.',
  'more.alerts': '그 밖에 {count}건이 더 있습니다.',
  value: '{server}의 {metric|은/는} {value}입니다.',
  safety: '이 앱은 서버에 명령을 보내지 않습니다. 필요한 것을 복사해서 직접 실행하세요.',
  'clarify.name': '혹시 {list|을/를} 말씀하신 건가요?',
  'clarify.several': '“{text}”에 해당하는 서버가 여럿이어서 첫 번째로 답했습니다: {list}.',
  'part.servers': '서버 {n}대',
  'part.ok': '정상 {n}대',
  'part.warn': '경고 {n}대',
  'part.crit': '위험 {n}대',
  'part.off': '오프라인 {n}대',
  'part.unk': '수신 없음 {n}대',
  'part.critical': '위험 {n}건',
  'part.warning': '경고 {n}건',
  'part.info': '정보 {n}건',
  'clarify.server': '해당하는 서버가 여럿입니다. 어느 서버인가요? {list}',
  'clarify.group': '어느 서버군인가요? {list}',
  'clarify.metric': '다른 기준으로도 줄을 세울 수 있습니다: {list}.',
  'clarify.scenario': '다른 장애도 모의할 수 있습니다: {list}.',
  'clarify.intent': '다른 뜻이었다면 아래에서 골라 주세요: {list}.',
  'tone.worried': '확인한 수치부터 말씀드립니다.',
  'tone.angry': '불편을 드려 죄송합니다. 확인한 수치부터 말씀드립니다.',

  'status.one': '{server|은/는} {status} 상태이며 건강 점수는 100점 중 {health}점입니다.',
  'status.silent': '{server|은/는} {status} 상태입니다. 마지막 표본은 {seen}에 들어왔습니다.',
  'status.never': '{server|은/는} {status} 상태입니다. 아직 들어온 표본이 없습니다.',
  'status.firing': '발생 중인 알림이 {count}건 있습니다: {rules}.',
  'status.allOk': '서버 {total}대가 모두 정상입니다. 지표 {series}개를 확인했습니다.',
  'status.bothOk': '서버 두 대가 모두 정상입니다. 지표 {series}개를 확인했습니다.',
  'status.counts': '서버 {total}대 중 {parts}입니다.',
  'status.item': '{server}: {status}, 건강 점수 {health}점.',
  'status.nowOnly': '상태는 현재 것만 보관하므로 “{time}” 대신 지금 상태를 말씀드립니다.',

  'list.all': '서버는 {count}대입니다: {servers}.',
  'list.inState': '{status} 상태인 서버는 {count}대입니다: {servers}.',
  'list.noneInState': '서버 {total}대 중 {status} 상태인 서버는 없습니다.',

  'detail.which': '어느 서버인지 알려 주세요. 예: “web-prod-01 사양”.',
  'detail.of': '{server}에 대한 정보입니다.',
  'detail.what': '{server}: {role}, {environment}, {provider}, {location}.',
  'detail.hardware': '코어 {cores}개, 메모리 {memory}, 저장소 {storage}, {os}, 커널 {kernel}.',
  'detail.network': 'IP {ip}. 서비스: {services}.',
  'detail.uptime': '{since}에 부팅되어 {uptime} 동안 켜져 있습니다.',
  'detail.owner': '담당자: {owner}, {team}.',
  'detail.ownerNone': '담당자는 기록되어 있지 않습니다.',

  'restart.no': '이 앱은 서버에 명령을 보내지 않으므로 스스로 재시작하지 않습니다.',
  'restart.command': '{server|을/를} 직접 재시작하려면: {command}',
  'restart.which': '어느 서버인지 알려 주세요. 예: “web-prod-01 재시작”.',
  'restart.simulated':
    '모의 서버군에서는 재시작을 흉내 낼 수 있습니다. {servers|이/가} {length} 동안 꺼졌다가 돌아옵니다. 아래에서 확정하세요.',
  'restart.impact': '다음 서버가 {server|을/를} 호출하므로 영향을 받습니다: {servers}.',

  'topology.fleet': '서버 {servers}대와 호출 연결 {links}개가 있습니다.',
  'topology.entries': '요청은 {servers|으로/로} 들어옵니다.',
  'topology.calls': '{server|이/가} 호출하는 서버는 {servers}입니다.',
  'topology.callsNone': '{server|은/는} 다른 서버를 호출하지 않습니다.',
  'topology.callers': '{server|을/를} 호출하는 서버는 {servers}입니다.',
  'topology.callersNone': '{server|을/를} 호출하는 서버는 없습니다.',
  'topology.impact': '{server|이/가} 멈추면 최대 {count}대가 영향을 받을 수 있습니다: {servers}.',

  'rack.place': '{server|은/는} {site} {room} {row}열 {rack} 랙 {unit}U에 있습니다.',
  'rack.mates': '같은 랙에 있는 서버는 {count}대입니다: {servers}.',
  'rack.unknown': '{server}의 물리적 위치는 기록되어 있지 않습니다.',
  'rack.contents': '{rack} 랙에는 서버 {count}대가 있습니다: {servers}.',
  'rack.fleet': '서버 {servers}대가 랙 {racks}개에 있습니다.',
  'rack.none': '이 소스에는 랙 정보가 없습니다.',

  'query.serverWindow': '{time} {server}의 {metric|은/는} 평균 {value}입니다.',
  'query.mean': '서버 {count}대의 {metric|은/는} 평균 {value}입니다.',
  'query.meanLatency': '서버 {count}대의 {metric|은/는} {value}입니다.',
  'query.meanLatencyWindow': '{time} 서버 {count}대의 {metric|은/는} {value}입니다.',
  'query.freeDisk': '{server}에 남은 디스크 공간은 {total} 중 {value}입니다.',
  'query.freeMemory': '{server}에 남은 메모리는 {total} 중 {value}입니다.',
  'query.meanWindow': '{time} 서버 {count}대의 {metric|은/는} 평균 {value}입니다.',
  'query.most': '가장 높은 서버는 {server}이고 {value}입니다.',

  'top.highest': '{metric|이/가} 가장 높은 서버는 {server}이고 {value}입니다.',
  'top.lowest': '{metric|이/가} 가장 낮은 서버는 {server}이고 {value}입니다.',
  'top.highestPast': '{time} 평균 {metric|이/가} 가장 높았던 서버는 {server}이고 {value}입니다.',
  'top.lowestPast': '{time} 평균 {metric|이/가} 가장 낮았던 서버는 {server}이고 {value}입니다.',
  'top.item': '{rank}. {server}: {value}',
  'top.unwell':
    '상태가 가장 좋지 않은 서버는 {server|으로/로}, {status} 상태이고 건강 점수는 100점 중 {health}점입니다.',
  'top.health': '{rank}. {server}: {status}, 건강 점수 {health}점',

  'compare.servers': '{metric|은/는} {a|이/가} {b}보다 {difference} 높습니다.',
  'compare.points': '{metric|은/는} {a|이/가} {b}보다 {points}%p 높습니다.',
  'compare.group': '{role}: {metric} 평균 {value}입니다.',
  'compare.same': '{metric|은/는} 이전 구간과 비슷합니다(변화 {change}).',
  'compare.more': '{metric|이/가} 이전 구간보다 {change} 높습니다.',
  'compare.less': '{metric|이/가} 이전 구간보다 {change} 낮습니다.',
  'compare.windows': '최근 {window} 평균을 {offset} 전의 같은 구간과 비교했습니다.',

  'trend.server': '{server} 기준입니다.',
  'trend.scope': '서버 {count}대의 평균 기준입니다.',
  'trend.up':
    '{metric|이/가} {span} 동안 올랐습니다. 처음에는 평균 {first}, 최근에는 {last}입니다.',
  'trend.down':
    '{metric|이/가} {span} 동안 내렸습니다. 처음에는 평균 {first}, 최근에는 {last}입니다.',
  'trend.flat':
    '{metric|은/는} {span} 동안 거의 그대로입니다. 처음에는 {first}, 최근에는 {last}입니다.',
  'trend.extremes': '가장 높았을 때는 {high}({highAt}), 가장 낮았을 때는 {low}({lowAt})입니다.',

  'forecast.breach':
    '{server}의 {metric|은/는} 약 {in} 뒤인 {at}에 {limit}에 이를 것으로 보입니다(80% 구간 {early}–{late}).',
  'forecast.breachOpen':
    '{server}의 {metric|은/는} 약 {in} 뒤인 {at}에 {limit}에 이를 수 있습니다. 이르면 {early}이며, 이르지 않을 수도 있습니다.',
  'forecast.server':
    '최근 6시간 추세가 이어지면 {ahead} 뒤 {server}의 {metric|은/는} {value}입니다.',
  'forecast.fleet': '최근 6시간 추세가 이어지면 {ahead} 뒤 가장 높은 {metric|은/는} {value}입니다.',
  'forecast.dayBefore': '참고로 같은 시간대인 {at}에는 {metric|이/가} {value}였습니다.',
  'forecast.rhythm': '하루 주기로 보면 {at}에 그랬듯이 {metric|은/는} {value} 안팎일 것입니다.',
  'forecast.calm':
    '앞으로 {reach} 안에 한계를 넘을 것으로 예상되는 지표는 없습니다(서버 {count}대 기준).',
  'forecast.noBreach': '현재 {metric|이/가} 한계를 넘을 것으로 예상되는 서버는 없습니다.',
  'forecast.reach':
    '지금 {value}인 {server}의 {metric|은/는} 최근 1시간 속도라면 약 {in} 뒤인 {at}에 100%에 이릅니다.',
  'forecast.leaves':
    '최근 여섯 시간에 맞춘 직선은 {metric}의 가능한 범위를 벗어나므로 그때의 값은 말할 수 없습니다.',
  'forecast.far':
    '표본이 여섯 시간뿐이어서 {reach} 뒤까지만 봅니다. 그보다 먼 일은 알 수 없습니다.',
  'forecast.limit':
    '최근 표본에 직선을 맞춘 값입니다. 하루 주기와 예정된 행사는 반영하지 않았습니다.',

  'limit.over': '{metric|이/가} {limit|을/를} 넘는 서버는 {count}대입니다.',
  'limit.below': '{metric|이/가} {limit}보다 낮은 서버는 {count}대입니다.',
  'limit.none':
    '{metric|이/가} {limit|을/를} 넘는 서버는 없습니다. {checked}대를 확인했고 가장 높은 서버는 {server}, {value}입니다.',
  'limit.noneBelow':
    '{metric|이/가} {limit}보다 낮은 서버는 없습니다. {checked}대를 확인했고 가장 낮은 서버는 {server}, {value}입니다.',
  'limit.item': '{server}: {value}',
  'limit.noRise':
    '서버 {count}대 중 지난 1시간 동안 {metric|이/가} {growth} 넘게 꾸준히 늘어난 서버는 없습니다.',
  'limit.rising':
    '{server}의 {metric|은/는} 최근 1시간 동안 {growth} 꾸준히 늘었습니다. 누수가 의심됩니다.',
  'limit.isOver': '{server}의 {metric|은/는} {value}로, {limit|을/를} 넘습니다.',
  'limit.isBelow': '{server}의 {metric|은/는} {value}로, {limit}보다 낮습니다.',
  'limit.isNotOver': '{server}의 {metric|은/는} {value}로, {limit|을/를} 넘지 않습니다.',
  'limit.isNotOverPast':
    '{time} {server}의 {metric|은/는} 최고 {value}로, {limit|을/를} 넘은 적이 없습니다.',
  'limit.isNotBelow': '{server}의 {metric|은/는} {value}로, {limit}보다 낮지 않습니다.',
  'limit.isOverPast':
    '{time} {server}의 {metric|은/는} 최고 {value}로, {limit|을/를} 넘은 적이 있습니다.',
  'limit.isBelowPast':
    '{time} {server}의 {metric|은/는} 최저 {value}로, {limit}보다 낮은 적이 있습니다.',
  'limit.overPast':
    '{time} {metric|이/가} {limit|을/를} 넘은 적이 있는 서버는 {count}대입니다. 최고값은 다음과 같습니다.',
  'limit.belowPast':
    '{time} {metric|이/가} {limit}보다 낮은 적이 있는 서버는 {count}대입니다. 최저값은 다음과 같습니다.',
  'limit.nonePast':
    '{time} {metric|이/가} 기준({limit})을 벗어난 서버는 없습니다. 기준에 가장 가까웠던 서버는 {server}, {value}입니다.',
  'limit.within': '{metric|이/가} {limit}에서 {upper} 사이인 서버는 {count}대입니다.',
  'limit.noneWithin':
    '{metric|이/가} {limit}에서 {upper} 사이인 서버는 없습니다. {checked}대를 확인했고 가장 높은 서버는 {server}, {value}입니다.',

  'alerts.none': '발생 중인 알림이 없습니다. 서버 {checked}대를 확인했습니다.',
  'alerts.counts': '알림 {total}건이 발생 중입니다: {parts}.',
  'alerts.countOne': '{severity} 등급 알림 {total}건이 발생 중입니다.',
  'alerts.countsPast': '{time} 알림 {total}건이 발생했습니다: {parts}.',
  'alerts.nonePast': '{time} 발생한 알림이 없습니다. 서버 {checked}대를 찾아보았습니다.',
  'alerts.muted': '음소거되었거나 다른 알림으로 설명되는 알림이 {count}건 더 있습니다.',
  'alerts.memory':
    '이 세션은 {since} 이후의 알림만 알고 있습니다. 그 전의 알림은 알림 이력에 있습니다.',
  'alerts.item': '{server}에서 {since}부터 “{rule}” 알림이 발생 중입니다.',
  'alerts.itemSeverity': '{severity}: {server} {rule}, {since}부터.',
  'alerts.itemEnded': '{severity}: {server} {rule}, {since}부터 {until}까지.',
  'incident.open':
    '사건 {id|이/가} {since}부터 진행 중입니다: {server} {metric}, 관련 서버 {count}대.',
  'incident.resolved':
    '사건 {id|은/는} {since}에 시작해 {until}에 해결되었습니다: {server} {metric}, 관련 서버 {count}대.',

  'ack.propose':
    '사건 {incidents}건과 알림 {alerts}건을 확인 처리할 준비가 되었습니다. 아래에서 확정하세요.',
  'ack.incidents': '사건 {incidents}건을 확인 처리할 준비가 되었습니다. 아래에서 확정하세요.',
  'ack.alerts': '알림 {alerts}건을 확인 처리할 준비가 되었습니다. 아래에서 확정하세요.',
  'ack.silence':
    '{servers} 알림을 {duration} 동안 음소거할 준비가 되었습니다. 아래에서 확정하세요.',
  'ack.nothing': '확인 처리하거나 음소거할 알림이 없습니다.',

  'anomalies.none':
    '특이 사항이 없습니다. 지표 {series}개를 확인했고 가장 높은 점수는 {score}입니다.',
  'anomalies.nonePast': '그 시간에는 특이 사항이 없습니다.',
  'anomalies.recent': '최근 1시간에 이상 징후 {count}건이 있었고 지금은 가라앉았습니다: {servers}.',
  'anomalies.count': '이상 징후가 {count}건 있습니다: {servers}.',
  'anomalies.item': '{server}의 {metric}: {value}, 평소 {low}–{high} ({sigma}σ, {since}부터).',
  'anomalies.itemEnded':
    '{server}의 {metric}: {value}, 평소 {low}–{high} ({sigma}σ, {since}부터 {until}까지).',

  'cause.suspect': '유력한 원인은 {server}의 {metric}이며 확신도는 {share}입니다.',
  'cause.first': '가장 먼저 {sigma}σ만큼 달라졌고, 관련 서버의 {reach}에 영향을 줄 수 있습니다.',
  'cause.later':
    '첫 징후보다 {delay} 뒤에 {sigma}σ만큼 달라졌고, 관련 서버의 {reach}에 영향을 줄 수 있습니다.',
  'cause.incident': '{since}에 시작된 사건 {id}에 속합니다. 영향이 나타난 순서: {servers}.',
  'cause.others': '다른 가능성: {list}.',
  'cause.anomaly': '{server}의 {metric|이/가} {since}부터 평소와 다릅니다: {value}.',
  'cause.usual': '{server}의 {metric|은/는} {value}이고 최근 6시간 평균은 {usual}입니다.',
  'cause.demand': '{server|이/가} 처리하는 요청은 {value}이고 최근 6시간 평균은 {usual}입니다.',
  'cause.nothing':
    '설명이 될 만한 진행 중인 사건이나 이상 징후가 없습니다. 서버 {checked}대를 확인했습니다.',
  'cause.effect': '그 영향이 {server}까지 미쳐 {metric|이/가} {value}입니다.',
  'cause.next': '지금 해 볼 일:',
  'cause.notThen':
    '“{time}”에 시작된 사건은 이 세션이 알지 못합니다. {since}에 시작되어 지금 진행 중인 사건을 설명합니다.',
  'cause.limit':
    '시간 순서와 규모, 호출 관계로 추정했습니다. 로그와 배포 기록은 확인하지 못했습니다.',

  'recommend.for': '{metric} 문제는 다음 순서로 살펴보세요.',
  'recommend.forServer': '{server}의 {metric} 문제는 다음 순서로 살펴보세요.',
  'recommend.calm':
    '지금 조치가 필요한 곳은 없습니다. 서버 {checked}대를 확인했습니다. 문제가 생기면 다음과 같이 하세요.',
  'recommend.fine':
    '기준({limit}) 안에 있고 관련된 사건도 없습니다. 그래도 신경 쓰인다면 다음을 참고하세요.',
  'recommend.step': '{rank}. {step}',
  'because.demand':
    '근거: {server}에 들어오는 요청이 평소의 {times}배({rate})이고 {metric|은/는} {value}입니다.',
  'because.alone':
    '근거: {server}에 들어오는 요청은 평소 수준({rate})인데 {metric|은/는} {value}입니다.',
  'because.rising': '근거: {server}의 {metric|이/가} 최근 1시간 동안 {growth} 늘었습니다.',
  'because.filling': '근거: {metric|이/가} 약 {in} 뒤 {limit}에 이를 것으로 예측됩니다.',
  'because.downstream': '근거: 진행 중인 사건에서 더 유력한 원인은 {server}의 {metric}입니다.',

  'report.period': '{end}까지 {span} 동안 서버 {count}대의 보고서입니다.',
  'report.known': '알림, 사건, 이상 징후는 이 세션이 아는 {since} 이후의 것입니다.',
  'report.figures':
    '평균 건강 점수 {health}점, 유입 요청 {throughput}, 지연 p95 {latency}, 오류율 {errors}.',
  'report.events': '알림 {alerts}건, 사건 {incidents}건, 이상 징후 {anomalies}건이 있었습니다.',
  'report.findings': '그 밖에 살펴볼 점 {count}건:',
  'finding.server-off': '{server}에서 표본이 오지 않습니다.',
  'finding.poor-health': '{server}의 건강 점수가 낮습니다: 100점 중 {health}점.',
  'finding.breach': '{server}의 {metric|이/가} 한계를 넘을 것으로 예측됩니다.',
  'finding.anomaly': '{server}의 {metric|이/가} 평소와 다릅니다.',
  'finding.change': '{server}의 {metric|이/가} 달라졌습니다.',
  'finding.trend': '{server}의 {metric|이/가} 한 방향으로 움직이고 있습니다.',
  'finding.outlier': '{server|이/가} 비슷한 서버들과 다르게 움직입니다.',
  'finding.strained-state': '{server|이/가} 오래 무리한 상태에 있습니다.',
  'finding.other': '{server|을/를} 살펴볼 필요가 있습니다.',
  'finding.figure': '{server}({finding}): {metric} {value}.',
  'finding.breach.short': '한계 초과 예측',
  'finding.anomaly.short': '이상 징후',
  'finding.change.short': '변화',
  'finding.trend.short': '추세',
  'finding.outlier.short': '동료와 다름',
  'finding.strained-state.short': '무리한 상태',
  'finding.poor-health.short': '낮은 건강 점수',
  'finding.server-off.short': '표본 없음',
  'finding.incident.short': '사건',
  'report.copy': '모든 수치는 측정값입니다. 이 글을 복사하거나 옆의 차트를 여세요.',

  'logs.none': '이 소스에는 로그가 없습니다. 알림과 이상 징후로 상황을 살펴볼 수 있습니다.',
  'logs.server': '{server}: {count}줄, 최신순입니다.',
  'logs.matched': '{server}: “{keyword}” 포함 {count}줄, 최신순입니다.',
  'logs.line': '{time} {level} {service}: {message}',
  'logs.emptyAll': '{servers}에서 최근 {span} 동안 로그를 찾지 못했습니다.',
  'logs.empty': '{servers}에서 최근 {span} 동안 “{keyword}” 로그를 찾지 못했습니다.',

  'drill.propose': '{server}에 “{fault}” 상황을 모의할 준비가 되었습니다. 아래에서 확정하세요.',
  'drill.proposeOwn':
    '장애 종류를 말씀하지 않아 {server}에 “{fault}” 상황을 준비했습니다. 아래에서 확정하세요.',
  'drill.undo': '모의 서버군에만 적용되며 언제든 되돌릴 수 있습니다.',
  'drill.notSimulated': '장애는 모의 서버군에만 주입할 수 있습니다. 지금 소스는 실제 데이터입니다.',
  'drill.reset': '주입한 장애 {count}건을 해제할 준비가 되었습니다. 아래에서 확정하세요.',
  'drill.item': '{server}: {fault}.',
  'drill.nothing': '주입된 장애가 없어 해제할 것이 없습니다.',

  'help.intro': '서버 {count}대에 대해 한국어나 영어로 물어보세요.',
  'help.ask': '값, 순위, 비교, 추이, 예측: “최근 1시간 CPU 상위 5대”.',
  'help.look': '알림, 이상 징후, 원인, 의존 관계, 랙, 로그: “db-master-01 왜 느려?”',
  'help.drill': '모의 서버군 훈련: “db-master-01에 디스크 장애 주입”, “정상으로 되돌려”.',
  'help.private': '질문은 이 기기에서 처리하며 밖으로 나가지 않습니다.',

  'talk.hello': '안녕하세요.',
  'talk.thanks': '천만에요.',
  'talk.bye': '다음에 뵙겠습니다.',
  'talk.who': '이 콘솔의 도우미입니다. 이 기기에서 실행되는 작은 모델입니다.',
  'talk.joke': '서버가 카페에 갔습니다. 빈 포트가 없어서 그냥 나왔습니다.',
  'talk.sorry': '죄송합니다. 다른 말로 다시 묻거나 도움말에서 예시를 보세요.',
  'talk.praise': '감사합니다. 수치가 다 했습니다.',
  'talk.other': '알겠습니다.',
  'talk.calm': '서버 {total}대가 모두 정상입니다.',
  'talk.trouble': '서버 {total}대 중 {count}대를 살펴봐야 합니다.',

  'refuse.out': '이 콘솔에서는 할 수 없는 일입니다.',
  'refuse.unclear': '질문을 이해하지 못했습니다.',
  'refuse.instead': '서버, 지표, 알림, 원인, 예측, 훈련에 대해 답할 수 있습니다.',

  'ask.status': '지금 다 정상이야?',
  'ask.list': '서버 목록 보여줘',
  'ask.detail': '서버 상세 정보',
  'ask.why': '왜 느려?',
  'ask.top': 'CPU 상위 5대',
  'ask.trend': '오늘 CPU 추이',
  'ask.forecast': '디스크 언제 꽉 차?',
  'ask.compare': 'CPU를 어제와 비교',
  'ask.alerts': '활성 알림 보여줘',
  'ask.ack': '모든 알림 확인 처리',
  'ask.anomalies': '이상 징후 있어?',
  'ask.recommend': '어떻게 해야 해?',
  'ask.report': '장애 보고서 작성해줘',
  'ask.topology': '의존 관계 보여줘',
  'ask.logs': '에러 로그 보여줘',
  'ask.inject': '디스크 장애 시뮬레이션',
  'ask.reset': '정상으로 되돌려',
  'ask.help': '뭘 할 수 있어?',

  'think.reading': '질문 읽기, {characters}자',
  'think.intent': '{intent|으로/로} 이해, 답할 수 있는 질문일 확률 {confidence}',
  'think.refused': '답할 수 없는 질문으로 판단, 답할 수 있을 확률 {confidence}',
  'think.query': '조회 {promql}',
  'think.read': '조회 {queries}건으로 표본 {samples}개를 {ms} ms에 읽음',
  'think.snapshot': '서버 {servers}대 × 지표 {metrics}종 읽기',
  'think.verified':
    '조회 {queries}건, 표본 {samples}개를 {ms} ms에 읽음. 수치 {agreed}개를 다시 읽어 모두 일치',
  'think.dropped':
    '조회 {queries}건, 표본 {samples}개를 {ms} ms에 읽음. 수치 {removed}개는 다시 읽지 못해 제외',
  'think.written': '확인할 수치 없음',
  'think.done': '{ms} ms 걸림',

  'intent.server.status': '서버 상태',
  'intent.server.list': '서버 목록',
  'intent.server.detail': '서버 정보',
  'intent.server.restart': '재시작',
  'intent.metric.query': '지표 값',
  'intent.metric.top': '순위',
  'intent.metric.compare': '비교',
  'intent.alert.cpu.high': 'CPU 높음',
  'intent.alert.memory.low': '메모리 부족',
  'intent.alert.disk.full': '디스크 부족',
  'intent.alert.network.slow': '네트워크 지연',
  'intent.alert.list': '알림 목록',
  'intent.alert.ack': '알림 처리',
  'intent.anomaly.list': '이상 징후',
  'intent.cause.explain': '원인',
  'intent.forecast.load': '예측',
  'intent.trend.analyze': '추이',
  'intent.recommend.action': '조언',
  'intent.report.generate': '보고서',
  'intent.topology.show': '의존 관계',
  'intent.rack.show': '랙',
  'intent.log.search': '로그',
  'intent.scenario.inject': '훈련 시작',
  'intent.scenario.reset': '훈련 종료',
  'intent.help': '도움말',
  'intent.smalltalk': '인사',
  'intent.out_of_scope': '범위 밖',
  'scenario.cpu_spike': 'CPU 과부하',
  'scenario.memory_leak': '메모리 누수',
  'scenario.disk_full': '디스크 가득 참',
  'scenario.network_latency': '네트워크 지연',
  'scenario.traffic_surge': '트래픽 급증',
  'scenario.server_down': '서버 다운',
  'scenario.db_overload': '데이터베이스 과부하',
  'group.web': '웹 서버',
  'group.db': '데이터베이스',
  'group.cache': '캐시',
  'group.k8s': '쿠버네티스 노드',
  'group.api': 'API 서버',
  'group.lb': '로드 밸런서',
  'group.storage': '스토리지 서버',
  'group.batch': '배치 서버',
  'group.queue': '메시지 큐',
  'group.monitoring': '모니터링 서버',
  'group.backup': '백업 서버',
  'group.mail': '메일 서버',
} as const satisfies Record<keyof typeof en, string>;
