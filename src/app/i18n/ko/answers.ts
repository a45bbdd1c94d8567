/** 한국어 도우미: 답변, 생각 과정, 이어서 할 질문, 의도 이름. */
import type { answers as en } from '../en/answers.ts';

/** Answers in Korean. */
export const answers = {
  'unknown.server': '{name|이라는/라는} 서버는 이 서버군에 없습니다.',
  'unknown.group': '이 서버군에는 그런 종류의 서버가 없습니다.',
  noData: '{metric} 표본이 없습니다.',
  more: '그 밖에도 {count}개가 더 있습니다.',
  value: '{server}의 {metric|은/는} {value}입니다.',
  safety: '이 앱은 서버에 명령을 보내지 않습니다. 필요한 것을 복사해서 직접 실행하세요.',

  'status.one': '{server|은/는} {status} 상태이며 건강 점수는 100점 중 {health}점입니다.',
  'status.silent': '{server|은/는} {status} 상태입니다. 마지막 표본은 {seen}에 들어왔습니다.',
  'status.never': '{server|은/는} {status} 상태입니다. 아직 들어온 표본이 없습니다.',
  'status.firing': '발생 중인 알림이 {count}건 있습니다: {rules}.',
  'status.allOk': '서버 {total}대가 모두 정상입니다. 지표 {series}개를 확인했습니다.',
  'status.counts':
    '서버 {total}대 중 정상 {ok}대, 경고 {warn}대, 위험 {crit}대, 오프라인 {off}대, 알 수 없음 {unk}대입니다.',
  'status.item': '{server}: {status}, 건강 점수 {health}점.',

  'list.all': '서버 {count}대: {servers}.',
  'list.inState': '{status} 상태인 서버는 {count}대입니다: {servers}.',
  'list.noneInState': '서버 {total}대 중 {status} 상태인 서버는 없습니다.',

  'detail.which': '어느 서버인지 알려 주세요. 예: “web-prod-01 사양”.',
  'detail.what': '{server}: {role}, {environment}, {provider}, {location}.',
  'detail.hardware': '코어 {cores}개, 메모리 {memory}, 저장소 {storage}, {os}, 커널 {kernel}.',
  'detail.network': 'IP {ip}. 서비스: {services}.',
  'detail.uptime': '가동 시간은 {uptime}입니다.',
  'detail.owner': '담당자: {owner}, {team}.',

  'restart.no': '이 앱은 서버에 명령을 보내지 않으므로 재시작을 실행하지 않습니다.',
  'restart.command': '{server|을/를} 직접 재시작하려면: {command}',
  'restart.impact': '다음 서버가 {server|을/를} 호출하므로 영향을 받습니다: {servers}.',

  'topology.fleet': '서버 {servers}대와 호출 연결 {links}개가 있습니다.',
  'topology.entries': '요청은 {servers|으로/로} 들어옵니다.',
  'topology.calls': '{server|은/는} {servers|을/를} 호출합니다.',
  'topology.callsNone': '{server|은/는} 다른 서버를 호출하지 않습니다.',
  'topology.callers': '{servers|이/가} {server|을/를} 호출합니다.',
  'topology.callersNone': '{server|을/를} 호출하는 서버는 없습니다.',
  'topology.impact': '{server|이/가} 멈추면 최대 {count}대가 영향을 받을 수 있습니다: {servers}.',

  'rack.place': '{server|은/는} {site} {room} {row}열 {rack} 랙 {unit}U에 있습니다.',
  'rack.unknown': '{server}의 물리적 위치는 기록되어 있지 않습니다.',
  'rack.contents': '{rack} 랙에는 서버 {count}대가 있습니다: {servers}.',
  'rack.fleet': '서버 {servers}대가 랙 {racks}개에 있습니다.',
  'rack.none': '이 소스에는 랙 정보가 없습니다.',

  'query.serverWindow': '{server}의 {metric} 평균은 {value}입니다({time}).',
  'query.mean': '서버 {count}대의 {metric} 평균은 {value}입니다.',
  'query.meanWindow': '서버 {count}대의 {metric} 평균은 {value}입니다({time}).',
  'query.most': '가장 높은 서버는 {server|으로/로}, {value}입니다.',

  'top.highest': '{metric|이/가} 가장 높은 서버는 {server}이며 {value}입니다.',
  'top.lowest': '{metric|이/가} 가장 낮은 서버는 {server}이며 {value}입니다.',
  'top.highestPast': '{metric} 평균이 가장 높았던 서버는 {server}이며 {value}입니다({time}).',
  'top.lowestPast': '{metric} 평균이 가장 낮았던 서버는 {server}이며 {value}입니다({time}).',
  'top.item': '{rank}. {server}: {value}',

  'compare.servers': '{metric|은/는} {a|이/가} {b}보다 {difference} 높습니다.',
  'compare.points': '{metric|은/는} {a|이/가} {b}보다 {points}%p 높습니다.',
  'compare.group': '{role}: {metric} 평균 {value}.',
  'compare.same': '{metric|은/는} 이전 구간과 비슷합니다(변화 {change}).',
  'compare.more': '{metric|이/가} 이전 구간보다 {change} 높습니다.',
  'compare.less': '{metric|이/가} 이전 구간보다 {change} 낮습니다.',
  'compare.windows': '최근 {window} 평균을 {offset} 전의 같은 구간과 비교했습니다.',

  'trend.server': '{server} 기준입니다.',
  'trend.scope': '서버 {count}대의 평균 기준입니다.',
  'trend.up': '{metric|이/가} {span} 동안 올랐습니다: 평균 {first}에서 {last}.',
  'trend.down': '{metric|이/가} {span} 동안 내렸습니다: 평균 {first}에서 {last}.',
  'trend.flat': '{metric|은/는} {span} 동안 거의 그대로입니다: 처음 {first}, 최근 {last}.',
  'trend.extremes': '최고 {high}({highAt}), 최저 {low}({lowAt}).',

  'forecast.breach':
    '{server}의 {metric|은/는} 약 {in} 뒤인 {at}에 {limit}에 이를 것으로 보입니다(80% 구간 {early}–{late}).',
  'forecast.breachOpen':
    '{server}의 {metric|은/는} 약 {in} 뒤인 {at}에 {limit}에 이를 수 있습니다. 이르면 {early}이며, 이르지 않을 수도 있습니다.',
  'forecast.server':
    '최근 6시간 추세가 이어지면 {ahead} 뒤 {server}의 {metric|은/는} {value}입니다.',
  'forecast.fleet': '최근 6시간 추세가 이어지면 {ahead} 뒤 가장 높은 {metric|은/는} {value}입니다.',
  'forecast.noBreach': '현재 {metric|이/가} 한계를 넘을 것으로 예상되는 서버는 없습니다.',
  'forecast.limit':
    '최근 표본에 직선을 맞춘 값입니다. 하루 주기와 예정된 행사는 반영하지 않았습니다.',

  'limit.over': '{metric|이/가} {limit|을/를} 넘는 서버는 {count}대입니다.',
  'limit.below': '{metric|이/가} {limit}보다 낮은 서버는 {count}대입니다.',
  'limit.none':
    '{metric|이/가} {limit|을/를} 넘는 서버는 없습니다. {checked}대를 확인했고 가장 높은 서버는 {server}, {value}입니다.',
  'limit.noneBelow':
    '{metric|이/가} {limit}보다 낮은 서버는 없습니다. {checked}대를 확인했고 가장 낮은 서버는 {server}, {value}입니다.',

  'alerts.none': '발생 중인 알림이 없습니다. 서버 {checked}대를 확인했습니다.',
  'alerts.counts':
    '알림 {total}건이 발생 중입니다: 위험 {critical}건, 경고 {warning}건, 정보 {info}건.',
  'alerts.item': '{server}: {rule}, {since}부터.',
  'alerts.itemSeverity': '{severity}: {server} {rule}, {since}부터.',
  'incident.open':
    '사건 {id|이/가} {since}부터 진행 중입니다: {server} {metric}, 관련 서버 {count}대.',
  'incident.resolved':
    '사건 {id|은/는} {since}에 시작해 {until}에 해결되었습니다: {server} {metric}, 관련 서버 {count}대.',

  'ack.propose':
    '사건 {incidents}건과 알림 {alerts}건을 확인 처리할 준비가 되었습니다. 아래에서 확정하세요.',
  'ack.silence':
    '{servers} 알림을 {duration} 동안 음소거할 준비가 되었습니다. 아래에서 확정하세요.',
  'ack.nothing': '확인 처리하거나 음소거할 알림이 없습니다.',

  'anomalies.none':
    '특이 사항이 없습니다. 지표 {series}개를 확인했고 가장 높은 점수는 {score}입니다.',
  'anomalies.nonePast': '그 시간에는 특이 사항이 없습니다.',
  'anomalies.recent': '최근 1시간에 이상 징후 {count}건이 있었고 지금은 가라앉았습니다: {servers}.',
  'anomalies.count': '이상 징후 {count}건: {servers}.',
  'anomalies.item': '{server}의 {metric}: {value}, 평소 {low}–{high} ({sigma}σ, {since}부터).',

  'cause.suspect': '유력한 원인은 {server}의 {metric}이며 확신도는 {share}입니다.',
  'cause.incident': '{since}에 시작된 사건 {id}에 속합니다. 영향이 나타난 순서: {servers}.',
  'cause.others': '다른 가능성: {list}.',
  'cause.anomaly': '{server}의 {metric|이/가} {since}부터 평소와 다릅니다: {value}.',
  'cause.usual': '{server}의 {metric|은/는} {value}이고 최근 6시간 평균은 {usual}입니다.',
  'cause.demand': '{server|이/가} 처리하는 요청은 {value}이고 최근 6시간 평균은 {usual}입니다.',
  'cause.nothing':
    '설명이 될 만한 진행 중인 사건이나 이상 징후가 없습니다. 서버 {checked}대를 확인했습니다.',
  'cause.limit':
    '시간 순서와 규모, 호출 관계로 추정했습니다. 로그와 배포 기록은 확인하지 못했습니다.',

  'recommend.for': '{metric} 문제는 다음 순서로 살펴보세요.',
  'recommend.forServer': '{server}의 {metric} 문제는 다음 순서로 살펴보세요.',
  'recommend.calm':
    '지금 조치가 필요한 곳은 없습니다. 서버 {checked}대를 확인했습니다. 문제가 생기면 다음과 같이 하세요.',
  'advice.cpu.find': '어떤 프로세스인지 찾습니다: top -o %CPU. 언제부터 실행됐는지도 봅니다.',
  'advice.cpu.ease': '우선순위를 낮추거나 멈추고, 필요하면 로드 밸런서에서 서버를 뺍니다.',
  'advice.cpu.prevent':
    '배치 작업에 한도를 두고 한가한 시간으로 옮깁니다. 수요가 늘었다면 서버를 늘립니다.',
  'advice.memory.find':
    '누가 메모리를 쥐고 있고 계속 늘기만 하는지 봅니다: ps aux --sort=-rss, free -m.',
  'advice.memory.ease': '새는 서비스를 한가할 때 한 대씩 재시작합니다.',
  'advice.memory.prevent': '서비스마다 메모리 한도를 두고 꾸준한 증가에 알림을 겁니다.',
  'advice.disk.find':
    '무엇이 늘었는지 찾습니다: du -xh --max-depth=2 / | sort -h, 아이노드는 df -i.',
  'advice.disk.ease': '로그를 순환·압축하고 오래된 덤프와 이미지를 지웁니다. 볼륨을 늘립니다.',
  'advice.disk.prevent': '보존 기간을 정하고, 퍼센트가 아니라 남은 일수에 알림을 겁니다.',
  'advice.io.find': '누가 읽고 쓰는지 봅니다: iotop -oa. 대개 백업이나 긴 쿼리입니다.',
  'advice.io.ease': '그 작업을 멈추거나 늦추고(ionice -c3) 복제본으로 옮깁니다.',
  'advice.io.prevent': '백업을 한가한 시간으로 옮기고 속도를 제한합니다.',
  'advice.net.find': '손실과 포화를 찾습니다: ip -s link, ss -ti, 이웃 서버까지 mtr.',
  'advice.net.ease': '다른 경로나 서버로 트래픽을 옮기고 대량 전송을 늦춥니다.',
  'advice.net.prevent': '회선에 여유를 두고 대량 전송을 요청 트래픽과 분리합니다.',
  'advice.demand.find': '요청이 어디서 오는지 봅니다: 한 클라이언트인지, 한 경로인지, 전체인지.',
  'advice.demand.ease': '클라이언트별 속도를 제한하고 캐시로 응답하며 서버를 늘립니다.',
  'advice.demand.prevent': '알려진 피크를 계획하고 예상 수요의 두 배로 시험합니다.',
  'advice.latency.find':
    '느린 요청을 호출 경로를 따라 내려가며 봅니다. 가장 깊은 곳의 느린 서버가 먼저입니다.',
  'advice.latency.ease':
    '그 서버의 부담을 덜어 줍니다: 연결 수를 줄이고 쿼리를 짧게 하고 서버를 늘립니다.',
  'advice.latency.prevent': '계층 사이에 시간 제한과 한도를 두어 지연이 번지지 않게 합니다.',
  'advice.errors.find': '오류를 원인별로 묶습니다: 의존 서버의 시간 초과인지, 최근 배포인지.',
  'advice.errors.ease': '실패하는 서버를 빼거나 이전 버전으로 되돌립니다.',
  'advice.errors.prevent': '조금씩 배포하고 단계마다 오류율을 확인합니다.',
  'advice.heat.find': '같은 랙의 이웃과 비교합니다: 한 대인지 열 전체인지.',
  'advice.heat.ease': '팬과 공기 흐름을 점검하고 부하를 덜 더운 랙으로 옮깁니다.',
  'advice.heat.prevent': '랙별 흡기 온도를 지켜보고 빈 칸은 막음판으로 막습니다.',
  'advice.general.scope': '무엇이 언제부터 영향을 받았는지 봅니다: 알림, 그다음 타임라인.',
  'advice.general.change': '직전에 무엇이 바뀌었는지 찾습니다: 배포, 작업, 트래픽.',
  'advice.general.record': '무엇을 언제 했는지 적어 둡니다. 그대로 보고서가 됩니다.',

  'report.period': '{end}까지 {span} 동안 서버 {count}대의 보고서입니다.',
  'report.figures':
    '평균 건강 점수 {health}점, 유입 요청 {throughput}, 지연 p95 {latency}, 오류율 {errors}.',
  'report.events': '알림 {alerts}건, 사건 {incidents}건, 이상 징후 {anomalies}건이 있었습니다.',
  'report.copy': '모든 수치는 측정값입니다. 이 글을 복사하거나 옆의 차트를 여세요.',

  'logs.none': '이 소스에는 로그가 없습니다. 알림과 이상 징후로 상황을 살펴볼 수 있습니다.',
  'logs.server': '{server}: {count}줄, 최신순입니다.',
  'logs.matched': '{server}: “{keyword}” 포함 {count}줄, 최신순입니다.',
  'logs.line': '{time} {level} {service}: {message}',
  'logs.empty': '서버 {count}대에서 그 시간에 해당하는 줄을 찾지 못했습니다.',

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
  'think.snapshot': '서버 {servers}대 × 지표 {metrics}종 읽기',
  'think.verified': '수치 {agreed}개를 다시 읽어 모두 일치',
  'think.dropped': '수치 {removed}개를 다시 읽지 못해 제외',
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
} as const satisfies Record<keyof typeof en, string>;
