/** A portal that knows the console only from outside: one element, one iframe with the client, words and colours of its own. */

(() => {
  const WORDS = {
    ko: {
      office: '한빛대학교 정보전산원',
      theme: '어두운 화면',
      name: '한빛대학교',
      menu: '주 메뉴',
      'menu.about': '대학소개',
      'menu.study': '교육',
      'menu.research': '연구',
      'menu.service': '정보서비스',
      'menu.life': '대학생활',
      crumbs: '홈 > 정보서비스 > 서비스 현황',
      title: '정보서비스 현황',
      board: '전산 자원 현황판',
      'board.lead':
        '학내 주요 서버의 상태를 실시간으로 알려 드립니다. 색상과 도형이 함께 표시됩니다.',
      'board.label': '전산 자원 현황판',
      drill: '장애 훈련 시작',
      ask: '묻기',
      'ask.label': '현황에 대해 묻기',
      'ask.hint': '예: 지금 가장 느린 서버는?',
      real: '보기',
      'real.label': '실제 서버의 주소',
      'real.hint': '실제 서버: http://localhost:9090',
      'real.file': '파일 보기…',
      'real.back': '시뮬레이션으로',
      now: '지금 이용할 수 있나요?',
      services: '서비스 상태',
      wait: '상태를 확인하고 있습니다',
      recent: '최근 관측 24회',
      help: '전산 상담',
      'help.hours': '평일 09:00–18:00',
      chart: '선택한 서버의 CPU',
      'chart.lead':
        '현황판에서 서버를 고르면 이 그래프가 따라갑니다. iframe 하나와 클라이언트만 사용합니다.',
      log: '이벤트 기록',
      'log.lead': '두 화면이 이 페이지에 전한 이벤트입니다.',
      'pill.wait': '확인 중',
      'pill.ok': '모든 서비스 정상',
      'pill.bad': (n) => `서비스 지연 ${n}개`,
      'banner.ok': '모든 서비스를 이용할 수 있습니다',
      'banner.warn': '일부 서비스가 느립니다',
      'banner.crit': '일부 서비스에 장애가 있습니다',
      'banner.text': '원인을 확인하고 있습니다.',
      ok: '정상',
      warn: '지연',
      crit: '장애',
      unk: '확인 중',
      service: {
        api: '수강신청',
        web: 'e-Class',
        platform: '웹메일',
        cache: '도서관',
        edge: 'VPN',
      },
      event: { ready: '준비', alert: '알림', incident: '사건', select: '선택', error: '오류' },
      none: '없음',
      servers: (n) => `서버 ${n}대`,
    },
    en: {
      office: 'Hanbit University · IT Centre',
      theme: 'Dark theme',
      name: 'Hanbit University',
      menu: 'Main menu',
      'menu.about': 'About',
      'menu.study': 'Study',
      'menu.research': 'Research',
      'menu.service': 'IT services',
      'menu.life': 'Campus life',
      crumbs: 'Home > IT services > Service status',
      title: 'IT service status',
      board: 'Campus computing board',
      'board.lead':
        'The state of the university’s main servers, live. Colour and shape say the same.',
      'board.label': 'Campus computing board',
      drill: 'Start a fault drill',
      ask: 'Ask',
      'ask.label': 'Ask about the state',
      'ask.hint': 'e.g. Which server is slowest now?',
      real: 'Show',
      'real.label': 'Address of real servers',
      'real.hint': 'Real servers: http://localhost:9090',
      'real.file': 'Show a file…',
      'real.back': 'Back to simulated',
      now: 'Can I use it now?',
      services: 'Services',
      wait: 'Looking at the services',
      recent: 'Last 24 observations',
      help: 'IT help desk',
      'help.hours': 'Mon–Fri 09:00–18:00',
      chart: 'CPU of the chosen server',
      'chart.lead':
        'Choose a server on the board and this chart follows. It is one iframe and the client.',
      log: 'Event log',
      'log.lead': 'What the two consoles told this page.',
      'pill.wait': 'Checking',
      'pill.ok': 'All services fine',
      'pill.bad': (n) => (n === 1 ? '1 service degraded' : `${n} services degraded`),
      'banner.ok': 'All services are available',
      'banner.warn': 'Some services are slow',
      'banner.crit': 'Some services are down',
      'banner.text': 'We are looking into the cause.',
      ok: 'Fine',
      warn: 'Slow',
      crit: 'Down',
      unk: 'Checking',
      service: {
        api: 'Enrolment',
        web: 'e-Class',
        platform: 'Web mail',
        cache: 'Library',
        edge: 'VPN',
      },
      event: {
        ready: 'Ready',
        alert: 'Alert',
        incident: 'Incident',
        select: 'Chosen',
        error: 'Error',
      },
      none: 'nothing',
      servers: (n) => (n === 1 ? '1 server' : `${n} servers`),
    },
  };
  const SERVICES = ['api', 'web', 'platform', 'cache', 'edge'];
  const BARS = 24;
  const SVG = 'http://www.w3.org/2000/svg';
  /** What is watched first, and what a drill strikes. */
  const SERVER = 'db-master-01';

  const find = (id) => document.getElementById(id);
  const board = find('console');
  const frame = find('frame');
  let language = 'ko';
  let theme = 'light';
  /** Each service's last states, and what was heard last. */
  const seen = new Map(SERVICES.map((tier) => [tier, []]));
  let latest;

  // An hour of past is enough for charts and detectors, and there in a moment.
  const from = new Date(Date.now() - 3_600_000).toISOString();
  board.from = from;

  function say(key) {
    return WORDS[language][key];
  }

  function speak() {
    document.documentElement.lang = language;
    document.title = `${say('name')} · ${say('title')}`;
    for (const element of document.querySelectorAll('[data-t]')) {
      const text = say(element.dataset.t);
      if (typeof text === 'string') element.textContent = text;
    }
    for (const element of document.querySelectorAll('[data-t-placeholder]'))
      element.placeholder = say(element.dataset.tPlaceholder);
    for (const element of document.querySelectorAll('[data-t-label]'))
      element.setAttribute('aria-label', say(element.dataset.tLabel));
    const other = language === 'ko' ? 'en' : 'ko';
    find('language').textContent = other === 'ko' ? '한국어' : 'English';
    find('language').lang = other;
    board.label = say('board.label');
    frame.title = say('chart');
    for (const item of find('log').children)
      item.querySelector('b').textContent = say('event')[item.dataset.kind];
    draw();
  }

  function note(kind, text) {
    const item = document.createElement('li');
    item.dataset.kind = kind;
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString('en-GB');
    const name = document.createElement('b');
    name.textContent = say('event')[kind] ?? kind;
    const what = document.createElement('span');
    what.textContent = text;
    item.append(time, name, what);
    const list = find('log');
    list.prepend(item);
    while (list.children.length > 60) list.lastElementChild.remove();
  }

  /** The worst state of a tier's servers, in a customer's words: what is off or unknown behind others is not theirs to worry about. */
  function stateOf({ tiers, status }, tier) {
    const own = status.filter((_, i) => tiers[i] === tier);
    if (own.length === 0) return 'unk';
    if (own.includes('crit')) return own.includes('ok') ? 'warn' : 'crit';
    return own.every((one) => one === 'ok') ? 'ok' : 'warn';
  }

  function bars(states) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('width', String(BARS * 6));
    svg.setAttribute('height', '14');
    svg.setAttribute('aria-hidden', 'true');
    for (let i = 0; i < BARS; i++) {
      const bar = document.createElementNS(SVG, 'rect');
      const state = states[states.length - BARS + i];
      for (const [name, value] of Object.entries({ x: i * 6, width: 4, height: 14, rx: 1 }))
        bar.setAttribute(name, String(value));
      if (state) bar.dataset.status = state;
      svg.append(bar);
    }
    return svg;
  }

  function draw() {
    const states = SERVICES.map((tier) => (latest ? stateOf(latest, tier) : 'unk'));
    find('services').replaceChildren(
      ...SERVICES.map((tier, i) => {
        const row = document.createElement('li');
        row.dataset.status = states[i];
        const name = document.createElement('span');
        name.textContent = say('service')[tier];
        const word = document.createElement('b');
        word.textContent = say(states[i]);
        row.append(document.createElement('i'), name, bars(seen.get(tier)), word);
        return row;
      }),
    );
    if (!latest) return;
    const bad = states.filter((state) => state === 'warn' || state === 'crit').length;
    const worst = ['crit', 'warn', 'ok'].find((state) => states.includes(state)) ?? 'unk';
    find('pill').dataset.status = worst;
    find('pill').lastElementChild.textContent = bad === 0 ? say('pill.ok') : say('pill.bad')(bad);
    find('banner').dataset.status = worst;
    find('banner-title').textContent = say(`banner.${worst}`) ?? say('wait');
    find('banner-text').textContent = worst === 'ok' ? '' : say('banner.text');
    find('clock').textContent = new Date(latest.t).toLocaleTimeString('en-GB', {
      timeZone: 'Asia/Seoul',
      timeStyle: 'short',
    });
  }

  function hear(metrics) {
    latest = metrics;
    for (const tier of SERVICES) {
      const states = seen.get(tier);
      states.push(stateOf(metrics, tier));
      if (states.length > BARS) states.shift();
    }
    draw();
  }

  for (const kind of ['ready', 'select', 'alert', 'incident', 'error'])
    board.addEventListener(kind, ({ detail }) => {
      if (kind === 'ready') note(kind, say('servers')(detail.servers));
      else if (kind === 'select') note(kind, detail.selected ?? say('none'));
      else if (kind === 'error') note(kind, `${detail.code}: ${detail.message}`);
      else note(kind, `${detail.rule} · ${detail.server} · ${detail.severity} · ${detail.state}`);
    });

  find('theme').addEventListener('click', () => {
    theme = theme === 'light' ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme;
    find('theme').setAttribute('aria-pressed', String(theme === 'dark'));
    board.theme = theme;
    void chart.then((client) => client.call('setTheme', { theme }));
  });
  find('language').addEventListener('click', () => {
    language = language === 'ko' ? 'en' : 'ko';
    board.language = language;
    void chart.then((client) => client.call('setLanguage', { language }));
    speak();
  });

  /** The chart: a bare iframe and the client, once the element's script is here. */
  const chart = customElements.whenDefined('openmanager-edge').then(() => {
    const { connect, embedUrl } = globalThis.OpenManagerEdge;
    // Together with the address: an empty frame of this origin would not be held by it.
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = embedUrl(board.base, location.origin, {
      ...{ seed: 42, view: 'chart', server: SERVER, range: '1h', from },
      ...{ theme, language, timeZone: 'Asia/Seoul' },
    });
    return connect(frame);
  });
  chart.then(
    () => undefined,
    (error) => note('error', `${error.code}: ${error.message}`),
  );

  customElements.whenDefined('openmanager-edge').then(async () => {
    const client = await board.client;
    client.metrics$.subscribe(hear);
    for (const control of document.querySelectorAll('.tools :disabled')) control.disabled = false;
  }, undefined);
  board.addEventListener('select', ({ detail }) => {
    if (detail.selected)
      void chart.then((client) =>
        client.call('select', detail.selected ? { selected: detail.selected } : {}),
      );
  });

  /** The same fault in both worlds, twenty-five minutes ago; then back to now. */
  async function drill(console_) {
    await console_.seek(Date.now() - 25 * 60_000);
    await console_.inject('disk-io', SERVER);
    await console_.seek();
  }
  find('drill').addEventListener('click', async ({ currentTarget }) => {
    currentTarget.disabled = true;
    await Promise.all([drill(board), chart.then(drill)]);
  });
  find('ask').addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = find('question').value.trim();
    if (text === '') return;
    const { text: answer, language: spoken } = await board.ask(text);
    find('answer').hidden = false;
    find('answer').lang = spoken;
    find('answer').textContent = answer;
  });

  // Real data, in the board only. Its reader is asked about an address; a file is handed over as it is.
  find('real').addEventListener('submit', (event) => {
    event.preventDefault();
    board.file = null;
    board.source = find('address').value.trim();
  });
  find('file').addEventListener('change', ({ currentTarget }) => {
    if (currentTarget.files.length > 0) board.file = currentTarget.files[0];
    currentTarget.value = '';
  });
  find('simulated').addEventListener('click', () => {
    board.file = null;
    board.source = null;
  });

  speak();
})();
