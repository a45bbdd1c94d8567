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
    /(시뮬|시나리오|주입|훈련|모의|카오스|가짜).*(중지|종료|그만|멈|끝|취소|해제|초기화|제거|꺼)|정상으로|정상시나리오|원래대로|원상|(stop|end|cancel|clear|abort|reset|undo|remove).*(simulat|scenario|drill|fault|chaos|inject)|back to normal|normal (mode|scenario|state)|(연습|장난|놀이|체험).*(끝|그만|종료|치우|치워)|원복|걷어내|되돌려|평상시로|(drill|practice|exercise|training|simulat|scenario|chaos|sim\b).*(over|done|finished|off)|no more (fake|pretend|chaos)|call it off|unbreak|put (it|things|everything) back/,
  ),
  clue(
    'scenario.inject',
    5,
    /시뮬|시나리오|모의|훈련|주입|카오스|일부러|인위적|simulat|scenario|chaos|drill|inject|pretend|on purpose|가짜|가상|드릴|연습|흉내|척해|스트레스테스트|고장내|터뜨려|\bfak(e|ing)\b|exercise|rehears|artificial|\bmock\b|synthetic|deliberate|intentional|game ?day|for practi[cs]e|stress test|\bsim\b/,
  ),
  clue(
    'alert.ack',
    5,
    /(알림|알람|경고|경보|장애).*(꺼|끄|음소거|중지|멈|무시|스누즈|확인처리|접수|해제|닫)|음소거|뮤트|사일런스|\b(ack|acknowledge|mute|unmute|silence|snooze|dismiss|suppress)\b|stop (alert|pag)|조용히|시끄|그만울|재워|닥치|읽음|확인처리|확인했|접수|(알림|알람|경고|경보|얼럿|노티).*(막|억제|재우|치워|그만|종료|차단|오프|off)|\b(hush|quiet|unmute|ack(ed|ing)?|zip it)\b|shut .{0,20}(up|off)|(turn|switch) (off|them off) .{0,15}(alert|alarm|notif)|(close|clear|ignore|pause|mark) .{0,20}(alert|alarm|warning|notif)|stop (yell|beep|notif|ring)|no (more )?(pages|alerts)|i'?m on it|i got this/,
  ),
  clue(
    'log.search',
    5,
    /로그(?!인)|접속기록|이벤트기록|슬로우쿼리|\b(logs?|syslog|dmesg|journalctl|grep|tail)\b|기록|찍[힌혔힘]|스택트레이스|뭐라고(남|찍|적)|\b(logged|stack ?traces?|stdout|audit trail|journal|log lines?|segfault)\b|event (log|record)s?|records? of|messages? (it|mentioning)/,
  ),
  clue(
    'report.generate',
    5,
    /보고서|리포트|레포트|문서|인수인계|포스트모템|엑셀|\breports?\b|\bpdf\b|\bexcel\b|post-?mortem|hand-?over|경위서|일지|정리본|요약본|회의자료|보고자료|자료(가)?(필요|만들|뽑|출력)|내보내|출력해|\b(docs?|documents?|csv|one.?pager|write[- ]?up|export|minutes)\b|in writing|write it up/,
  ),
  clue(
    'recommend.action',
    5,
    /어떻게(해|하|고|조치|대응|처리|막)|해결(책|방법|방안)|조치방|대처|대응|방지|추천|조언|뭐부터|(how (to|do i|do we|can i|can we|should)).*(fix|solve|resolve|reduce|lower|prevent|improve|free|handle|avoid)|what should (i|we)|should i|recommend|advice|next step|workaround|runbook|어떡|어떻해|어쩌(지|면|나)|어쩔|어찌|해법|대책|방안|처방|권장|권고|팁|튜닝|최적화|개선|예방|재발|묘수|뭐하면|뭘해야|해야(하|돼|되|할)|할까$|려면|는법|방법|고치|손(봐|대|쓸)|what (do|can|would) (i|we|you) do|what now|\btips?\b|\b(fix|solve|resolve|mitigate|remedy|cure|optimi[sz]e|tune|tuning|guidance|options|playbook)\b|best (way|practice|course)|would .{0,20}help|how (to|do i|do we|can i|can we|should)/,
  ),
  clue(
    'cause.explain',
    5,
    /왜|어째서|원인|이유|때문|범인|무슨일|진단|병목|\bwhy\b|cause|reason|diagnos|what happened|what went wrong|explain|how come|culprit|어쩌다|까닭|사유|땜에|탓|배후|경위|뭐가(문제|잘못|건드)|꼬인|계기|발단|\bwhy'?d\b|\brca\b|what'?s (behind|wrong|making|causing|driving|eating)|what (broke|killed|made|led|caused|triggered|set off)|due to|because|to blame|\bblame\b|responsible for the|account for|figure out|who'?s guilty|bottleneck/,
  ),
  clue(
    'forecast.load',
    5,
    /예측|예상|전망|내일|다음주|다음달|앞으로|향후|언제.*(차|부족|바닥|고갈|한계|넘)|버틸|용량계획|며칠남|forecast|predict|projection|tomorrow|next (week|month)|when (will|does|do).*(full|run|out|reach|hit|exhaust)|how long until|capacity planning|\bwill\b|다음분기|내년|장래|미래|조만간|연말|주말에|명절|추정|견디|견딜|버텨|감당|소진|이대로|이속도|이추세|얼마나(더|갈)|괜찮을까|커질까|\b(outlook|anticipat\w*|extrapolat\w*|estimate|expected|upcoming|soon|surviv\w*|going to|gonna)\b|next (hour|quarter|year|month|few)|at this (rate|pace)|days left|how (much|many|far) .{0,20}will|before (it|we|swap)|at risk|ahead/,
  ),
  clue(
    'metric.compare',
    5,
    /비교|차이|대비|보다.*(높|느|빠|많|바|늘)|둘중|전후|\bvs\b|versus|compar|difference|\bthan\b|side by side|차이|격차|대조|견줘|나란히|어느쪽|둘이|보다(더|덜)?|(어제|지난|전주|전일).*(오늘|이번|지금|비해)|\bor §|(relative|compared) to|\b(gap|delta|contrast|balanced|difference)\b|before (and|vs) after|stack up|against|§ or|measure up/,
  ),
  clue(
    'metric.top',
    5,
    /제일|가장|젤|상위|순위|랭킹|탑0|톱0|순으로|누가.*많|\btop\b|highest|lowest|most|least|busiest|slowest|fastest|hottest|rank|worst|biggest|sort|누가|최고|최대|최저|최소|꼴찌|줄세|많이쓰는(서버|순|놈)|한가한|바쁜(서버|순|놈)|\b(laziest|idlest|heaviest|slowest|largest|smallest|greatest|maximum|hog|leader|leads|offender)\b|who'?s (hogging|eating)|by (cpu|memory|load|traffic|disk),|number one|order .{0,20}by/,
  ),
  clue(
    'trend.analyze',
    4,
    /추이|추세|그래프|차트|변화|패턴|이력|시간대|피크|흐름|trend|graph|chart|plot|history|pattern|over time|growth|peak hours|그려|곡선|움직|변했|요즘|점점|꾸준|오르내리|늘(고있|어나|어왔)|오르고|동향|시계열|\b(curve|timeline|evolv\w+|evolution|fluctuat\w*|development|creep\w*|lately|slope|rhythm|rising|falling|climbing)\b|going up|ups and downs|over the (past|last)|(has|have|did) .{0,25}(changed?|behaved?|moved?|developed?|grown|been)|busiest time/,
  ),
  clue(
    'anomaly.list',
    4,
    /이상(징후|탐지|한|치|값|감지|현상)|평소|비정상|특이|수상|아웃라이어|튀는|anomal|outlier|unusual|abnormal|strange|weird|odd\b|쎄한|요상|별난|낯선|기준선|벗어난|탐지|감지|어긋|심상|\b(deviat\w*|suspicious|fishy|irregular|peculiar|flagged|detector|oddities|surpris\w+|unexpected|out of the ordinary|out of character|stands? out|acting (up|strange\w*))\b/,
  ),
  clue(
    'topology.show',
    5,
    /토폴로지|서비스맵|의존|구성도|연결(된|관계)|영향|호출|흐름도|업스트림|다운스트림|topology|service map|depend|upstream|downstream|blast radius|impact|connected|architecture|누가써|물려|경로|앞단|뒷단|붙어있|매달|관계도|아키텍처|파급|전파|통신해|토폴러지|맵|(죽으면|내려가면|내리면|빠지면|나가면|멈추면)|\b(wired|relies|rely|talks? to|call (chain|graph|path)|ripple|affected|suffers?|hangs? off|path|flow|behind the)\b|goes (down|away)|what breaks|if .{0,30}(dies|fails?|failed|goes|went)/,
  ),
  clue(
    'rack.show',
    5,
    /랙|서버실|전산실|데이터센터|캐비닛|물리적?위치|실장도|\b0d\b|\bracks?\b|cabinet|server room|data ?cent|physical|렉배치|렉위|데이타센터|캐비|실물|유닛|상면|도면|평면도|삼차원|꽂혀|어느칸|몇번(랙|째칸)|\b(rakc|server hall|aisle|floor ?plan|shelf|machine room|slot|bolted)\b|where (is|does) .{0,20}(sit|located|physically)/,
  ),
  clue(
    'server.restart',
    5,
    /재시작|재부팅|재기동|리부[팅트]|껐다|내렸다올|리스타트|restart|reboot|bounce|power.?cycle|리붓|껐켜|되살려|다시(켜|띄|시작|올려|부팅)|재구동|\b(rebooted|restarted|cycle|revive|kick|power cycle)\b|off and (back )?on|down and (back )?up|start .{0,12} (afresh|from scratch)/,
  ),
  clue(
    'alert.memory.low',
    4,
    /(메모리|램).*(부족|누수|꽉|모자|높|새|넘|경고)|oom|스왑|out of memory|memory leak|low (on )?memory|memory.*(high|full|low|over|above|pressure)|swapping|(메모리|램|힙).*(바닥|간당|한계|터[지졌질]|찼|차서|새고|새는|안줄|위험|경보|0(%|퍼|프로))|스와핑|가비지|힙이|메모리릭|(memory|ram|mem|heap).*(gone|left|leak|tight|short|exhaust|pressure|starv|above 0|alarm|warning|problem|danger|critical)|(out of|no|low on|short (of|on)|starved for) (ram|memory|mem)|\b(swap|swapping|thrashing|oomkill\w*)\b|evict/,
  ),
  clue(
    'alert.disk.full',
    4,
    /(디스크|용량|공간|하드|파티션).*(부족|꽉|가득|없|찼|넘|높|경고)|no space|disk.*(full|over|above|high|low)|out of (disk|space|storage)|low disk|full disk|(디스크|용량|공간|하드|파티션|볼륨|스토리지|루트|저장|나스).*(꽉|다찼|찬|바닥|한계|간당|위험|경보|모자|0(%|퍼|프로))|자리가없|못쓴|안써져|쓰기실패|아이노드|(disk|storage|drive|volume|partition|filesystem|space|root).*(alarm|warning|problem|critical|exhaust|short|left|gone|filled|filling|packed|stuffed|crossed|above)|(no|out of|short on) (space|room|disk|storage|inodes)|can'?t (write|save|create)|inodes?/,
  ),
  clue(
    'alert.network.slow',
    4,
    /느려|느린|지연|타임아웃|끊[겨김]|패킷|버벅|렉|응답.*넘|slow|latency.*(high|over|above)|high latency|timeout|time out|packet loss|lag|느리|느려|굼[떠뜨]|거북|오래걸|한세월|밀려|튕[겨기]|안떠|안넘어|멈칫|답답|혼잡|핑이|\b(sluggish|laggy|crawl\w*|forever|ages|drop(s|ped|ping)?|congest\w*|jitter|retransmit\w*|loss|losing|saturated|unresponsive|spinner|gateway timeout)\b|timed? ?out|timing out|takes? (too )?(long|forever|ages|\d|0)|slow(ly|er|ness)?\b|packet/,
  ),
  clue(
    'alert.cpu.high',
    4,
    /(cpu|씨피유|시피유).*(높|과부하|넘|튀|치솟|스파이크|경고|부족)|과부하|cpu.*(high|over|above|spik|maxed|exceed)|(high|exceed|over).*cpu|overload|(cpu|씨피유|시피유|코어|프로세서|로드|부하|연산).*(높|미쳤|난리|풀|꽉|터|불타|한계|위험|심|폭|포화|0(%|퍼|프로).*(넘|이상|초과))|(cpu|processor|cores?|load).*(pinned|pegged|too|melting|hot|exhaust|saturat|problem|alarm|warning|critical|limit|crazy|beyond)|(out of|no) cpu|overload\w*|maxed|runaway process/,
  ),
  clue(
    'alert.list',
    4,
    /알림|알람|경보|경고|인시던트|장애(목록|이력)|\b(alerts?|alarms?|incidents?|warnings?|notifications?)\b|얼럿|노티|울[리렸려]|떴[어나던]|뜬거|\b(fired|firing|ringing|beeping|paged|went off|unresolved|unack\w*)\b/,
  ),
  clue(
    'help',
    4,
    /도움말|사용법|뭘?할수있|뭐할수|무엇을할수|질문예시|명령어|단축키|^도와줘|\bhelp\b|what can (you|i)|how do i (use|start)|shortcuts|tutorial|commands|사용방법|어떻게(쓰|써|사용|시작|물어)|쓰는법|뭐할줄|가이드|튜토리얼|매뉴얼|설명서|기능|메뉴|무슨뜻|예시|처음(이|왔|접속|써)|\b(how does this|how do i use|guide|manual|examples?|features|capabilit\w*|hotkeys?|keybindings?|walkthrough|onboarding|documentation|getting started|new here|first time|what does .{0,30} mean|what can .{0,20}(do|ask))\b/,
  ),
  clue(
    'server.list',
    3,
    /목록|리스트|몇대|인벤토리|(어떤|무슨)서버|\blist\b|how many (servers|hosts|machines|nodes)|inventory|which servers|all servers|뭐뭐|명단|나열|읊|대수|서버(가)?(뭐|몇|총)|\b(enumerate|roster|names of|every (server|host|machine|node|box)|count of|number of|fleet size|what (servers|hosts|machines|boxes))\b|how (big|large) is/,
  ),
  clue(
    'server.detail',
    3,
    /사양|스펙|아이피|\bip\b|담당|업타임|커널|운영체제|코어수|상세|정보|specs?\b|uptime|owner|kernel|details?\b|who (owns|is responsible)|operating system|제원|용도|역할|정체|버전|모델|리전|포트|프로세스|뭐하는|누구(꺼|서버|한테)|책임자|깔려|며칠째|마지막.*(부팅|재부팅)|\b(owns|profile|describe|about §|responsible|hardware|version|serial|purpose|processes|what is §|cores does|ram does|who (do i|looks|maintains|manages|runs))\b/,
  ),
  clue(
    'metric.query',
    3,
    /사용[률량]|얼마|몇(퍼|프로|%|도)|평균|수치|지표|usage|utili[sz]ation|how much|average|current|몇(이야|이냐|초|와트|기가|메가|건|밀리)|얼마나|점유|남았|\b(percent|percentage|reading|value|numbers?|p0|rps|iops|throughput|utili[sz]ed|how (full|busy|hot|fast|high|loaded))\b/,
  ),
  clue(
    'metric.query',
    1,
    /cpu|씨피유|메모리|디스크|네트워크|트래픽|응답시간|memory|disk|network|traffic|latency|온도|temperature/,
  ),
  clue(
    'server.status',
    3,
    /상태|정상|살아|죽었|다운|헬스|괜찮|멀쩡|응답|status|health|\bup\b|\bdown\b|alive|offline|online|everything ok|무사|별일|안부|뻗|먹통|꺼졌|꺼진|두절|온라인|오프라인|떠있|떴어|이상없|문제없|잘(돌|있)|컨디션|연결(안|끊)|접속(돼|되|안)|\b(reachable|unreachable|responding|respond|crash(ed)?|dead|die[ds]?|outage|healthy|unhealthy|running|working|available|fine|okay|ok|broken|back up|green|operational)\b/,
  ),
  clue(
    'smalltalk',
    3,
    /^(안녕|하이|반가|고마|감사|수고|잘했|ㅋ+|ㅎ+|ㅇㅇ|ㅇㅋ|네|응)|^(hi|hello|hey|thanks|thank you|bye|good (morning|evening|night|job)|ok|okay)\b|너누구|who are you|joke|농담|^(하이루|안뇽|방가|여보세요|굿|땡큐|ㄱㅅ|ㄳ|헐|대박|ㅠ+|ㅜ+|ㄷㄷ|ㄴㄴ|미안|죄송|바이|잘자|힘내|사랑|심심|배고|피곤|졸려|짜증|바보|똑똑|최고|역시|멋|굳)|사람이야|몇살|이름이?뭐|노래|칭찬|^(heya?|hiya|yo|sup|howdy|morning|cheers|ty|thx|lol|haha|wow|omg|ugh|hmm|cool|nice|great|awesome|perfect|sorry|oops|nope|yep|yes$|no$|sure$|fine$|see you|well done|you (rock|are)|i'?m (so )?(tired|bored|sad|happy|hungry|sorry)|love)\b|are you (a|real|human|tired)|who (made|built) you|your name/,
  ),
];

function clue(intent: IntentId, weight: number, pattern: RegExp): Clue {
  return { intent, weight, pattern };
}

/** Words that show a request the console cannot serve, whatever else it mentions. */
const OUTSIDE =
  /배포(해|진행|걸|부탁)|롤백|설치|삭제|지워|방화벽|인증서|비밀번호|비번|계정|권한|도메인|dns|임계[치값].*(바꿔|변경|낮|올)|날씨|주가|코인|환율|로또|맛집|점심|치킨|피자|영화|드라마|축구|야구|택배|허리|두통|병원|번역|코드|스크립트|스케일|증설해|(서버|파드|레플리카|노드).*(늘려|추가|더띄|더붙)|셧다운|전원|종료시|드레인|페일오버|티켓|지라|슬랙|메일보|당직|회의잡|견적|구매|주문|백업(해|떠|돌|본)|복원|마이그|노트북|아이폰|핸드폰|와이파이|프린터|브라우저|면접|개념|원리|\b(deploy|rollback|roll back|install|uninstall|delete|firewall|certificate|cert|ssl|password|account|permission|weather|rain|snow|stocks?|bitcoin|movie|film|netflix|football|soccer|translate|recipe|pizza|lunch|restaurant|scale|replicas?|provision|shut ?down|power off|decommission|drain|failover|ticket|slack|email|meeting|buy|purchase|licen[cs]e|backup|restore from|snapshot|migrate|script|code|regex|python|laptop|phone|iphone|printer|wifi|router|browser|interview|invoice|kubernetes is|threshold|upgrade|patch)\b/;

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
