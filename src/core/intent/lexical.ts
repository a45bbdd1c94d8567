/** Fallback while the model loads or when it cannot: keywords per intent, in both languages, in the order of the taxonomy's priority rules. */
import type { Decision, IntentId } from '../domain/question.ts';
import { decision } from './decide.ts';
import { normalize } from './tokenize.ts';

/** A pattern over the normalised text without spaces for Korean and with spaces for English, and how much it speaks for the intent. */
interface Clue {
  readonly intent: IntentId;
  readonly pattern: RegExp;
  readonly weight: number;
}

/** Earlier rows win ties: simulation words before alert verbs before logs … as in the taxonomy. */
const CLUES: readonly Clue[] = [
  clue(
    'scenario.reset',
    6,
    /(시뮬|시나리오|주입|훈련|모의|카오스|가짜).*(중지|종료|그만|멈|끝|취소|해제|초기화|제거|꺼)|정상으로|정상시나리오|원래대로|원상|(stop|end|cancel|clear|abort|reset|undo|remove).*(simulat|scenario|drill|fault|chaos|inject)|back to normal|normal (mode|scenario|state)/,
  ),
  clue(
    'scenario.inject',
    5,
    /시뮬|시나리오|모의|훈련|주입|카오스|일부러|인위적|simulat|scenario|chaos|drill|inject|pretend|on purpose/,
  ),
  clue(
    'alert.ack',
    5,
    /(알림|알람|경고|경보|장애).*(꺼|끄|음소거|중지|멈|무시|스누즈|확인처리|접수|해제|닫)|음소거|뮤트|사일런스|\b(ack|acknowledge|mute|unmute|silence|snooze|dismiss|suppress)\b|stop (alert|pag)/,
  ),
  clue(
    'log.search',
    5,
    /로그(?!인)|접속기록|이벤트기록|슬로우쿼리|\b(logs?|syslog|dmesg|journalctl|grep|tail)\b/,
  ),
  clue(
    'report.generate',
    5,
    /보고서|리포트|레포트|문서|인수인계|포스트모템|엑셀|\breports?\b|\bpdf\b|\bexcel\b|post-?mortem|hand-?over/,
  ),
  clue(
    'recommend.action',
    5,
    /어떻게(해|하|고|조치|대응|처리|막)|해결(책|방법|방안)|조치방|대처|대응|방지|추천|조언|뭐부터|(how (to|do i|do we|can i|can we|should)).*(fix|solve|resolve|reduce|lower|prevent|improve|free|handle|avoid)|what should (i|we)|should i|recommend|advice|next step|workaround|runbook/,
  ),
  clue(
    'cause.explain',
    5,
    /왜|어째서|원인|이유|때문|범인|무슨일|진단|병목|\bwhy\b|cause|reason|diagnos|what happened|what went wrong|explain|how come|culprit/,
  ),
  clue(
    'forecast.load',
    5,
    /예측|예상|전망|내일|다음주|다음달|앞으로|향후|언제.*(차|부족|바닥|고갈|한계|넘)|버틸|용량계획|며칠남|forecast|predict|projection|tomorrow|next (week|month)|when (will|does|do).*(full|run|out|reach|hit|exhaust)|how long until|capacity planning|\bwill\b/,
  ),
  clue(
    'metric.compare',
    5,
    /비교|차이|대비|보다.*(높|느|빠|많|바|늘)|둘중|전후|\bvs\b|versus|compar|difference|\bthan\b|side by side/,
  ),
  clue(
    'metric.top',
    5,
    /제일|가장|젤|상위|순위|랭킹|탑0|톱0|순으로|누가.*많|\btop\b|highest|lowest|most|least|busiest|slowest|fastest|hottest|rank|worst|biggest|sort/,
  ),
  clue(
    'trend.analyze',
    4,
    /추이|추세|그래프|차트|변화|패턴|이력|시간대|피크|흐름|trend|graph|chart|plot|history|pattern|over time|growth|peak hours/,
  ),
  clue(
    'anomaly.list',
    4,
    /이상(징후|탐지|한|치|값|감지|현상)|평소|비정상|특이|수상|아웃라이어|튀는|anomal|outlier|unusual|abnormal|strange|weird|odd\b/,
  ),
  clue(
    'topology.show',
    5,
    /토폴로지|서비스맵|의존|구성도|연결(된|관계)|영향|호출|흐름도|업스트림|다운스트림|topology|service map|depend|upstream|downstream|blast radius|impact|connected|architecture/,
  ),
  clue(
    'rack.show',
    5,
    /랙|서버실|전산실|데이터센터|캐비닛|물리적?위치|실장도|\b0d\b|\bracks?\b|cabinet|server room|data ?cent|physical/,
  ),
  clue(
    'server.restart',
    5,
    /재시작|재부팅|재기동|리부[팅트]|껐다|내렸다올|리스타트|restart|reboot|bounce|power.?cycle/,
  ),
  clue(
    'alert.memory.low',
    4,
    /(메모리|램).*(부족|누수|꽉|모자|높|새|넘|경고)|oom|스왑|out of memory|memory leak|low (on )?memory|memory.*(high|full|low|over|above|pressure)|swapping/,
  ),
  clue(
    'alert.disk.full',
    4,
    /(디스크|용량|공간|하드|파티션).*(부족|꽉|가득|없|찼|넘|높|경고)|no space|disk.*(full|over|above|high|low)|out of (disk|space|storage)|low disk|full disk/,
  ),
  clue(
    'alert.network.slow',
    4,
    /느려|느린|지연|타임아웃|끊[겨김]|패킷|버벅|렉|응답.*넘|slow|latency.*(high|over|above)|high latency|timeout|time out|packet loss|lag/,
  ),
  clue(
    'alert.cpu.high',
    4,
    /(cpu|씨피유|시피유).*(높|과부하|넘|튀|치솟|스파이크|경고|부족)|과부하|cpu.*(high|over|above|spik|maxed|exceed)|(high|exceed|over).*cpu|overload/,
  ),
  clue(
    'alert.list',
    4,
    /알림|알람|경보|경고|인시던트|장애(목록|이력)|\b(alerts?|alarms?|incidents?|warnings?|notifications?)\b/,
  ),
  clue(
    'help',
    4,
    /도움말|사용법|뭘?할수있|뭐할수|무엇을할수|질문예시|명령어|단축키|^도와줘|\bhelp\b|what can (you|i)|how do i (use|start)|shortcuts|tutorial|commands/,
  ),
  clue(
    'server.list',
    3,
    /목록|리스트|몇대|인벤토리|(어떤|무슨)서버|\blist\b|how many (servers|hosts|machines|nodes)|inventory|which servers|all servers/,
  ),
  clue(
    'server.detail',
    3,
    /사양|스펙|아이피|\bip\b|담당|업타임|커널|운영체제|코어수|상세|정보|specs?\b|uptime|owner|kernel|details?\b|who (owns|is responsible)|operating system/,
  ),
  clue(
    'metric.query',
    3,
    /사용[률량]|얼마|몇(퍼|프로|%|도)|평균|수치|지표|usage|utili[sz]ation|how much|average|current/,
  ),
  clue(
    'metric.query',
    1,
    /cpu|씨피유|메모리|디스크|네트워크|트래픽|응답시간|memory|disk|network|traffic|latency|온도|temperature/,
  ),
  clue(
    'server.status',
    3,
    /상태|정상|살아|죽었|다운|헬스|괜찮|멀쩡|응답|status|health|\bup\b|\bdown\b|alive|offline|online|everything ok/,
  ),
  clue(
    'smalltalk',
    3,
    /^(안녕|하이|반가|고마|감사|수고|잘했|ㅋ+|ㅎ+|ㅇㅇ|ㅇㅋ|네|응)|^(hi|hello|hey|thanks|thank you|bye|good (morning|evening|night|job)|ok|okay)\b|너누구|who are you|joke|농담/,
  ),
];

function clue(intent: IntentId, weight: number, pattern: RegExp): Clue {
  return { intent, weight, pattern };
}

/** Words that show a request the console cannot serve, whatever else it mentions. */
const OUTSIDE =
  /배포|롤백|설치|삭제|방화벽|인증서|비밀번호|날씨|주가|맛집|영화|번역|코드짜|스케일|증설해|\b(deploy|rollback|install|uninstall|delete|firewall|certificate|password|weather|stock|movie|translate|recipe|scale|provision|shut ?down)\b/;

/**
 * Decides by keywords alone. Weaker than the model and meant to be said so: `method` is `lexical` and the confidence stays below 0.9.
 * @param names live server names, lower case
 */
export function decideLexically(text: string, names: ReadonlySet<string>): Decision {
  const spaced = normalize(text, names, undefined).trim();
  const joined = spaced.replace(/(?<=[가-힣])\s+(?=[가-힣])/g, '').replace(/\s*§\s*/g, '§ ');
  let best: IntentId = 'help';
  let most = 0;
  const sums = new Map<IntentId, number>();
  for (const { intent, pattern, weight } of CLUES) {
    if (!pattern.test(joined)) continue;
    const sum = (sums.get(intent) ?? 0) + weight;
    sums.set(intent, sum);
    if (sum > most) {
      most = sum;
      best = intent;
    }
  }
  if (most === 0 && spaced === '§') return decision('server.detail', 0.5, 'lexical');
  const outside = OUTSIDE.test(joined) && best !== 'cause.explain';
  return decision(best, Math.min(2, (most - 1.5) * 0.5) - (outside ? 3 : 0), 'lexical');
}
