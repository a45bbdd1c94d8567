/** English words of the Quality screen: how good detectors, forecasts and the intent model are, measured here. */

/** Words of the Quality screen. */
export const quality = {
  title: 'Measured quality',
  note: 'Everything is measured in this browser. Run it again: the same choice gives the same figures on every machine.',
  'tab.label': 'What is measured',
  'tab.detectors': 'Detectors',
  'tab.forecasts': 'Forecasts',
  'tab.intents': 'Intents',

  'data.label': 'Measured on',
  'data.simulated': 'Simulated days',
  'data.labelled': 'Your labelled files',

  'form.seed': 'Seed',
  'form.seedBad': 'A seed is a whole number from 0 to 4,294,967,295.',
  'form.days': 'Days',
  'form.daysValue': '{n|plural:1 day|# days}',
  'form.step': 'Sampled every',
  'form.seeds': 'Fleets',
  'form.seedsValue': '{n|plural:1 fleet|# fleets}',
  'form.run': 'Measure',
  'form.again': 'Measure again',
  'form.cancel': 'Cancel',
  'days.title': 'Simulated days with known faults',
  'days.note': '{servers} servers, every fault once a day',
  'days.changed': 'The figures below are of seed {seed}, {days}, every {step}.',

  'run.preparing': 'Starting the workers…',
  'run.progress': '{done} of {of} runs done, {left} left',
  'run.progressEarly': '{done} of {of} runs done',
  'run.workers': '{n|plural:1 worker|# workers}',
  'run.label': 'Progress of the measurement',
  'run.elsewhere': 'Another measurement is running. Starting this one ends it.',

  'files.title': 'Labelled files',
  'files.note': 'CSV with NAB windows, or with a label column',
  'files.drop': 'Drop tables and label files here',
  'files.dropNote':
    'A table brings a column named label or is_anomaly, or a JSON file names the windows of each table as NAB does. They stay in this browser.',
  'files.pick': 'Choose files…',
  'files.clear': 'Remove all',
  'files.name': 'File',
  'files.ticks': 'Ticks',
  'files.step': 'Step',
  'files.series': 'Series',
  'files.windows': 'Windows to find',
  'files.calm': 'none: all of it counts as calm',
  'files.column': '{n}, from column {column}',
  'files.reading': 'Reading…',
  'files.list': 'Dropped files',

  'setting.label': 'Alarm line',
  'setting.kept': 'As the app runs it',
  'setting.own': 'Detector’s own limit',
  'setting.matched': 'Same false alarms',
  'setting.budget': 'Budget',
  'setting.budgetDay': '{n} a server-day',
  'setting.budgetWeek': '1 a server-week',
  'setting.kept.note':
    'Each server’s alarm line moves so that alarms settle at the budget. That is what you get on the other screens. A day with this many faults uses budgets up, so servers that were hit are judged more strictly afterwards.',
  'setting.own.note':
    'The limit each method is published with, never moved. It shows what the method does when left alone.',
  'setting.matched.note':
    'Each detector at its most sensitive fixed line that stayed within the budget on these very data. This compares methods fairly; the line is one number per detector, chosen afterwards.',

  'table.title': 'Detectors',
  'table.region': '{title}: table',
  'table.detector': 'Detector',
  'table.recall': 'Found',
  'table.delay': 'Median delay',
  'table.false': 'False alarms per server-day',
  'table.precision': 'Precision',
  'table.luck': 'By luck',
  'table.line': 'Line',
  'table.lineValue': '×{n}',
  'table.over': 'over budget',
  'table.of': '{found} of {of}',
  'table.interval': '{low} to {high}',
  'table.default': 'default',
  'table.baseline': 'baseline',
  'table.empty': 'Nothing was measured yet',
  'table.emptySimulated':
    'Every detector watches the same days of a simulated fleet, from its first sample on, and is held against what really happened. You see how long it takes and can stop it.',
  'table.emptyFiles': 'Drop labelled files above, then measure.',
  'table.scale': 'Bars: share found; false alarms on a logarithmic scale from 0.01 to 1,000.',

  'matrix.title': 'By fault',
  'matrix.note': 'found of injected, median delay',
  'matrix.cell': '{detector}, {fault}: {found} of {of} found, median delay {delay}',

  'csv.figures': 'Figures',
  'csv.observations': 'Every observation',

  'about.title': 'What is measured, and how',
  'about.days':
    'A simulated day begins with ten quiet hours. Then every fault of the catalogue that leaves samples strikes once, each a server of its own. Faults that silence a server are left out: where nothing is reported a detector has nothing to judge, and the rules Host down and No samples watch for it.',
  'about.alarm':
    'An alarm is a server on which an anomaly opens by the same rule as on the other screens. Alarms less than five minutes apart are one; an anomaly that stays open counts as a new alarm every hour.',
  'about.found':
    'A fault is found when a new alarm begins on the server it struck while it lasts. There is no point adjustment: an alarm that was already ringing finds nothing, and one hit does not turn the rest of the window into hits.',
  'about.false':
    'An alarm outside all faults is false. Servers that only feel a fault of another, and the minutes of recovery, count neither way. The detectors’ warm-up counts like all other time.',
  'about.precision':
    'Precision is found faults ÷ (found faults + false alarms). It depends on how often faults happen: in a simulated day far more often than in life.',
  'about.luck':
    'By luck: the share of faults that the same number of alarms at random times would have found. A detector is worth what it finds beyond that.',
  'about.intervals':
    'Intervals are 95%: Wilson for shares, Poisson (Byar) for rates. They suppose independent cases and are too narrow where alarms come in bunches.',
  'about.limits':
    'The simulator’s faults are strong and its noise is tame. Real servers are harder: drop labelled files of your own before you trust a figure.',
  'about.files':
    'A labelled window is found by an alarm from its start to three samples after its end. All of a file is scored, its first samples too.',
  'about.csv':
    'The second table holds every fault and every run at every alarm line, so that all figures can be computed again.',

  'forecast.title': 'Simulated series',
  'forecast.note': '{sample} servers of {servers}, 13 metrics, 15 days',
  'forecast.table': 'Methods',
  'forecast.metric': 'Metric',
  'forecast.all': 'All metrics',
  'forecast.method': 'Method',
  'forecast.mase': 'MASE',
  'forecast.ratio': 'Error ÷ last value’s',
  'forecast.c80': 'Inside the 80% interval',
  'forecast.c95': 'Inside the 95% interval',
  'forecast.series': 'Series',
  'forecast.matrix': 'By metric',
  'forecast.matrixNote': 'error ÷ last value’s; below 1 is better',
  'forecast.cell': '{method}, {metric}: {ratio} of the last value’s error',
  'forecast.best': 'best',
  'forecast.empty':
    'Every method forecasts two hours ahead from eight origins of each series and is compared with what came and with simply repeating the last value.',
  'forecast.about.origin':
    'Series are sampled every five minutes for 15 days. From eight origins in the second half, each method sees only what lies before and forecasts 24 steps.',
  'forecast.about.mase':
    'MASE is the mean absolute error divided by the series’ mean absolute step in its first half (Hyndman and Koehler 2006), averaged over series. A forecast 24 steps ahead may well exceed 1; compare it with the last value’s.',
  'forecast.about.ratio':
    'Error ÷ last value’s is the geometric mean over series. Below 1 is better than repeating the last value. Disk space grows along a line in the simulator and pulls the mean over all metrics down.',
  'forecast.about.coverage':
    'Of the values that came, 80% and 95% should lie inside the intervals. More is too timid, less too bold.',
  'forecast.about.blend':
    'The app’s choice blends the methods that did well on the series’ own past; its weights and intervals come from that past alone.',

  'method.blend': 'The app’s choice',

  'intent.title': 'Intent model',
  'intent.note': 'measured when the model was trained, on questions kept out of training',
  'intent.language': 'Language',
  'intent.en': 'English',
  'intent.ko': 'Korean and mixed',
  'intent.rows': 'Questions',
  'intent.closed': 'Right intent, refusal aside',
  'intent.accuracy': 'Right and not refused',
  'intent.refused': 'In scope, yet refused',
  'intent.outOfScope': 'Out of scope, refused',
  'intent.limits':
    'These figures are stored with the model; they are not measured anew here. One author wrote both the training questions and these, and the refusal line was set on these, so take the figures as an upper bound: strangers’ wording will do worse.',
  'intent.training': 'Trained on {written} written questions and {grammar} drawn from a grammar.',
} as const;
