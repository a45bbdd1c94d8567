/** 품질 화면의 한국어: 탐지기, 예측, 의도 모델이 얼마나 좋은지 여기서 측정한 값. */
import type { quality as en } from '../en/quality.ts';

/** Words of the Quality screen in Korean. */
export const quality = {
  title: '측정한 품질',
  note: '모두 이 브라우저에서 측정합니다. 다시 실행해 보세요. 같은 선택이면 어느 기기에서나 같은 수치가 나옵니다.',
  'tab.label': '측정 대상',
  'tab.detectors': '탐지기',
  'tab.forecasts': '예측',
  'tab.intents': '의도',

  'data.label': '측정 자료',
  'data.simulated': '시뮬레이션한 하루',
  'data.labelled': '라벨이 있는 내 파일',

  'form.seed': '시드',
  'form.seedBad': '시드는 0부터 4,294,967,295까지의 정수입니다.',
  'form.days': '일수',
  'form.daysValue': '{n}일',
  'form.step': '표본 간격',
  'form.seeds': '서버군',
  'form.seedsValue': '서버군 {n}개',
  'form.run': '측정',
  'form.again': '다시 측정',
  'form.cancel': '취소',
  'days.title': '장애를 알고 있는 시뮬레이션',
  'days.note': '서버 {servers}대, 하루에 장애마다 한 번',
  'days.changed': '아래 수치는 시드 {seed}, {days}, {step} 간격의 결과입니다.',

  'run.preparing': '워커를 시작하는 중…',
  'run.progress': '{of}회 중 {done}회 완료, {left} 남음',
  'run.progressEarly': '{of}회 중 {done}회 완료',
  'run.workers': '워커 {n}개',
  'run.label': '측정 진행률',
  'run.elsewhere': '다른 측정이 진행 중입니다. 이 측정을 시작하면 그 측정은 끝납니다.',

  'files.title': '라벨이 있는 파일',
  'files.note': 'NAB 구간 파일과 함께 쓰는 CSV, 또는 라벨 열이 있는 CSV',
  'files.drop': '표와 라벨 파일을 여기에 놓으세요',
  'files.dropNote':
    '표에 label이나 is_anomaly 열이 있거나, NAB처럼 표마다 구간을 적은 JSON 파일이 있으면 됩니다. 파일은 이 브라우저를 벗어나지 않습니다.',
  'files.pick': '파일 선택…',
  'files.clear': '모두 지우기',
  'files.name': '파일',
  'files.ticks': '틱',
  'files.step': '간격',
  'files.series': '시계열',
  'files.windows': '찾아야 할 구간',
  'files.calm': '없음: 전체를 평온한 시간으로 셉니다',
  'files.column': '{n}개({column} 열)',
  'files.reading': '읽는 중…',
  'files.list': '놓은 파일',

  'setting.label': '경보 기준',
  'setting.kept': '앱이 쓰는 대로',
  'setting.own': '탐지기 고유 한계',
  'setting.matched': '같은 오경보 수',
  'setting.budget': '허용량',
  'setting.budgetDay': '서버 하루당 {n}건',
  'setting.budgetWeek': '서버 일주일당 1건',
  'setting.kept.note':
    '경보가 허용량에 맞도록 서버마다 기준이 움직입니다. 다른 화면에서 실제로 보는 동작입니다. 장애가 이렇게 많은 날에는 허용량이 금세 차므로, 이미 경보가 울린 서버는 그 뒤로 더 엄격하게 판단합니다.',
  'setting.own.note':
    '각 방법이 발표될 때의 한계를 그대로 둔 결과입니다. 손대지 않았을 때의 모습을 보여 줍니다.',
  'setting.matched.note':
    '이 자료에서 허용량을 넘지 않은 가장 민감한 고정 기준으로 비교합니다. 방법끼리 공정하게 견줄 수 있지만, 기준은 결과를 본 뒤 탐지기마다 하나씩 고른 값입니다.',

  'table.title': '탐지기',
  'table.region': '{title} 표',
  'table.detector': '탐지기',
  'table.recall': '찾은 비율',
  'table.delay': '지연 중앙값',
  'table.false': '서버 하루당 오경보',
  'table.precision': '정밀도',
  'table.luck': '우연',
  'table.line': '기준',
  'table.lineValue': '×{n}',
  'table.over': '허용량 초과',
  'table.of': '{of}건 중 {found}건',
  'table.interval': '{low}~{high}',
  'table.default': '기본',
  'table.baseline': '비교 기준',
  'table.empty': '아직 측정하지 않았습니다',
  'table.emptySimulated':
    '모든 탐지기가 시뮬레이션한 서버군의 같은 날을 첫 표본부터 지켜보고, 실제로 일어난 일과 견줍니다. 남은 시간을 보여 주며, 언제든 멈출 수 있습니다.',
  'table.emptyFiles': '위에 라벨이 있는 파일을 놓은 뒤 측정하세요.',
  'table.scale': '막대: 찾은 비율. 오경보는 0.01부터 1,000까지의 로그 눈금입니다.',

  'matrix.title': '장애 유형별',
  'matrix.note': '일으킨 장애 중 찾은 수, 지연 중앙값',
  'matrix.cell': '{detector}, {fault}: {of}건 중 {found}건 찾음, 지연 중앙값 {delay}',

  'csv.figures': '수치',
  'csv.observations': '모든 관측',

  'about.title': '무엇을 어떻게 측정하나',
  'about.days':
    '시뮬레이션한 하루는 조용한 열 시간으로 시작합니다. 그 뒤 표본이 남는 장애가 유형마다 한 번씩, 서로 다른 서버에 일어납니다. 서버를 침묵시키는 장애는 제외합니다. 보고가 없으면 탐지기가 판단할 것이 없고, 이런 상황은 호스트 중단과 표본 없음 규칙이 살핍니다.',
  'about.alarm':
    '경보는 다른 화면과 같은 규칙으로 이상이 시작된 서버를 뜻합니다. 5분 안에 이어진 경보는 하나로 세고, 계속되는 이상은 한 시간마다 새 경보로 셉니다.',
  'about.found':
    '장애가 이어지는 동안 그 서버에서 새 경보가 시작되면 찾은 것입니다. 점 보정은 하지 않습니다. 이미 울리던 경보는 아무것도 찾지 못한 것이고, 한 번 맞았다고 구간 전체가 맞은 것이 되지 않습니다.',
  'about.false':
    '장애가 없는 시간의 경보는 오경보입니다. 다른 서버의 장애로 영향만 받은 서버와 회복 중인 시간은 어느 쪽으로도 세지 않습니다. 탐지기가 익숙해지는 시간도 똑같이 셉니다.',
  'about.precision':
    '정밀도는 찾은 장애 ÷ (찾은 장애 + 오경보)입니다. 장애가 얼마나 잦은지에 따라 달라지는데, 시뮬레이션한 하루에는 실제보다 훨씬 잦습니다.',
  'about.luck':
    '우연은 같은 수의 경보가 아무 때나 울렸을 때 찾았을 장애의 비율입니다. 탐지기의 가치는 그보다 더 찾은 만큼입니다.',
  'about.intervals':
    '구간은 95%이며 비율은 윌슨, 빈도는 푸아송(바이어) 방식입니다. 사례가 서로 독립이라고 보므로, 경보가 몰려서 오면 실제보다 좁습니다.',
  'about.limits':
    '시뮬레이터의 장애는 강하고 잡음은 얌전합니다. 실제 서버는 더 어렵습니다. 수치를 믿기 전에 라벨이 있는 자료를 직접 넣어 보세요.',
  'about.files':
    '라벨 구간은 시작부터 끝난 뒤 표본 세 개까지 울린 경보가 있으면 찾은 것입니다. 파일은 첫 표본부터 전부 채점합니다.',
  'about.csv':
    '두 번째 표에는 모든 장애와 모든 실행이 경보 기준마다 들어 있어, 모든 수치를 다시 계산할 수 있습니다.',

  'forecast.title': '시뮬레이션한 시계열',
  'forecast.note': '서버 {servers}대 중 {sample}대, 지표 13개, 15일',
  'forecast.table': '방법',
  'forecast.metric': '지표',
  'forecast.all': '모든 지표',
  'forecast.method': '방법',
  'forecast.mase': 'MASE',
  'forecast.ratio': '마지막 값 대비 오차',
  'forecast.c80': '80% 구간에 든 비율',
  'forecast.c95': '95% 구간에 든 비율',
  'forecast.series': '시계열',
  'forecast.matrix': '지표별',
  'forecast.matrixNote': '마지막 값 대비 오차. 1보다 작을수록 좋습니다',
  'forecast.cell': '{method}, {metric}: 마지막 값 대비 오차 {ratio}',
  'forecast.best': '최고',
  'forecast.empty':
    '모든 방법이 시계열마다 여덟 시점에서 두 시간 앞을 예측하고, 실제 값과 마지막 값을 그대로 쓴 예측에 견줍니다.',
  'forecast.about.origin':
    '시계열은 15일 동안 5분마다 표본을 뽑습니다. 후반부의 여덟 시점에서 그 이전만 보고 24단계를 예측합니다.',
  'forecast.about.mase':
    'MASE는 평균 절대 오차를 전반부의 평균 절대 변화량으로 나눈 값이며(Hyndman·Koehler 2006), 시계열에 걸쳐 평균합니다. 24단계 앞의 예측은 1을 넘을 수 있으니 마지막 값의 MASE와 비교하세요.',
  'forecast.about.ratio':
    '마지막 값 대비 오차는 시계열에 걸친 기하 평균입니다. 1보다 작으면 마지막 값을 그대로 쓰는 것보다 낫습니다. 시뮬레이터의 디스크 사용량은 직선으로 늘어나므로 모든 지표의 평균을 끌어내립니다.',
  'forecast.about.coverage':
    '실제 값의 80%와 95%가 각 구간 안에 들어야 합니다. 더 많으면 지나치게 조심스럽고, 더 적으면 지나치게 과감한 것입니다.',
  'forecast.about.blend':
    '앱의 선택은 그 시계열의 과거에서 잘 맞힌 방법들을 섞습니다. 가중치와 구간은 그 과거에서만 구합니다.',

  'method.blend': '앱의 선택',

  'intent.title': '의도 모델',
  'intent.note': '모델을 학습할 때, 학습에서 빼 둔 질문으로 측정했습니다',
  'intent.language': '언어',
  'intent.en': '영어',
  'intent.ko': '한국어와 혼용',
  'intent.rows': '질문 수',
  'intent.closed': '거절을 빼고 맞힌 의도',
  'intent.accuracy': '거절하지 않고 맞힘',
  'intent.refused': '범위 안인데 거절',
  'intent.outOfScope': '범위 밖을 거절',
  'intent.limits':
    '이 수치는 모델과 함께 저장된 값이며 여기서 새로 측정하지 않습니다. 학습 질문과 이 질문을 한 사람이 썼고 거절 기준도 이 질문으로 정했으므로 상한으로 보세요. 다른 사람의 말투에서는 더 낮게 나옵니다.',
  'intent.training': '직접 쓴 질문 {written}개와 문법에서 뽑은 질문 {grammar}개로 학습했습니다.',
} as const satisfies Record<keyof typeof en, string>;
