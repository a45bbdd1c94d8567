/** 한국어 조언: 지표, 역할, 양상별 지식. */
import type { advice as en } from '../en/advice.ts';

/** Advice in Korean. */
export const advice = {
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
  'advice.cpu.demand':
    '요청이 함께 늘었습니다. 튜닝보다 먼저 서버를 늘리거나 요청 속도를 제한합니다.',
  'advice.cpu.alone':
    '요청은 평소와 같으므로 서버 자체의 작업을 찾습니다: 배치, 백업, 폭주한 프로세스.',
  'advice.cpu.db':
    '느린 쿼리와 빠진 인덱스를 찾습니다: EXPLAIN, pg_stat_activity, SHOW PROCESSLIST.',
  'advice.cpu.web': '워커 수와 요청마다 하는 렌더링·압축을 확인하고, 반복되는 것은 캐시합니다.',
  'advice.cpu.api': '가장 바쁜 엔드포인트를 프로파일링하고, 재시도와 원격 호출 반복을 찾습니다.',
  'advice.cpu.cache': '핫 키와 느린 명령을 찾습니다: redis-cli --hotkeys, SLOWLOG GET.',
  'advice.cpu.proxy': 'TLS 핸드셰이크와 keep-alive를 확인하고 세션 재사용을 켭니다.',
  'advice.cpu.k8s':
    '어느 파드인지 봅니다: kubectl top pods -A. 그다음 requests와 limits를 확인합니다.',
  'advice.cpu.batch': '작업을 한가한 시간으로 옮기거나 CPU 한도를 둡니다.',
  'advice.memory.rising': '꾸준히 늘고 있어 누수로 보입니다. 한 대만 재시작해 비교합니다.',
  'advice.memory.demand': '요청과 함께 늘었습니다. 요청당 세션과 캐시 크기를 확인합니다.',
  'advice.memory.db': '버퍼 크기와 연결 수를 확인합니다. 연결마다 메모리가 듭니다.',
  'advice.memory.app': '재시작하기 전에 힙 덤프를 남깁니다. 재시작하면 증거가 사라집니다.',
  'advice.memory.cache': 'maxmemory와 축출 정책을 확인합니다: INFO memory, MEMORY DOCTOR.',
  'advice.memory.k8s': 'OOMKilled 파드와 한도가 없는 파드를 찾습니다: kubectl describe node.',
  'advice.memory.queue': '힙과 페이지 캐시를 따로 확인합니다. 브로커에는 둘 다 필요합니다.',
  'advice.disk.filling': '예상 시각 전에 공간을 비웁니다. 다시 만들 수 있는 것부터 지웁니다.',
  'advice.disk.db': '지우기 전에 WAL, 바이너리 로그, 쉬는 복제 슬롯부터 확인합니다.',
  'advice.disk.queue': '가장 큰 토픽의 보존 기간을 줄입니다.',
  'advice.disk.storage': '오래된 스냅샷부터 지웁니다. 지운 파일을 붙들고 있습니다.',
  'advice.disk.backup': '보존 규칙에 따라 오래된 세대를 정리하고, 복원을 한 번 시험합니다.',
  'advice.disk.monitoring': '보존 기간을 줄이거나 라벨이 지나치게 많은 시계열을 버립니다.',
  'advice.disk.mail': '반송 대기열과 오래된 메일함을 비웁니다.',
  'advice.io.alone': '요청은 평소와 같습니다. 백업, 체크포인트, 긴 스캔을 찾습니다.',
  'advice.io.db': '전체 스캔과 체크포인트를 찾습니다: pg_stat_io, 슬로우 쿼리 로그.',
  'advice.io.storage': '어느 클라이언트가 가장 많이 읽고 쓰는지 봅니다: nfsiostat, iotop -oa.',
  'advice.io.queue':
    '파티션을 여러 디스크로 나누고, 처음부터 다시 읽는 컨슈머가 있는지 확인합니다.',
  'advice.latency.downstream':
    '더 유력한 원인으로 꼽힌 서버부터 봅니다. 이 서버는 그 응답을 기다릴 뿐입니다.',
  'advice.latency.demand': '요청이 함께 늘었습니다. 서버를 늘리거나 앞단에서 부하를 덜어 냅니다.',
  'advice.latency.db':
    '잠금과 긴 트랜잭션을 찾습니다: pg_stat_activity, SHOW ENGINE INNODB STATUS.',
  'advice.latency.api': '연결 풀과 다른 서비스 호출의 시간 제한을 확인합니다.',
  'advice.latency.proxy': '액세스 로그의 업스트림 시간을 비교해 느린 업스트림을 뺍니다.',
  'advice.latency.cache': '적중률과 느린 명령을 확인합니다: INFO stats, SLOWLOG GET.',
  'advice.latency.web': '시간이 렌더링에 드는지 API를 기다리는 데 드는지 나눠 봅니다.',
  'advice.errors.downstream':
    '오류는 더 유력한 원인으로 꼽힌 서버에서 올라옵니다. 그 서버부터 고칩니다.',
  'advice.errors.proxy':
    '502와 504를 구분합니다. 연결 거부는 죽은 업스트림, 시간 초과는 느린 업스트림입니다.',
  'advice.errors.api': '엔드포인트와 의존 서비스별로 묶습니다. 가장 최근 배포를 먼저 의심합니다.',
  'advice.net.proxy': '연결 테이블과 사용 중인 포트를 확인합니다: ss -s, conntrack -S.',
  'advice.net.storage': '대량 복사는 요청이 많은 시간을 피하거나 속도를 제한합니다.',
} as const satisfies Record<keyof typeof en, string>;
