/** English words of the shell: navigation, source, timeline, notices, live region. */

/** Messages of the shell. */
export const shell = {
  'app.name': 'OpenManager Edge',
  'app.title': '{view} · OpenManager Edge',
  'app.titleAlert': '({count}) {view} · OpenManager Edge',
  'app.skip': 'Skip to content',
  'app.loading': 'Loading',
  'nav.label': 'Screens',
  'nav.more': 'More',
  'nav.moreLabel': 'More screens and settings',
  'nav.alertCount': '{count|plural:one firing alert|# firing alerts}',

  'view.overview': 'Overview',
  'view.servers': 'Servers',
  'view.server': 'Server',
  'view.topology': 'Topology',
  'view.racks': 'Racks',
  'view.alerts': 'Alerts',
  'view.assistant': 'Assistant',
  'view.sources': 'Sources',
  'view.settings': 'Settings',
  'view.status': 'Status',
  'view.quality': 'Quality',

  'source.label': 'Source:',
  'source.simulated': 'Simulated fleet',
  'source.opening': 'Opening…',
  'source.none': 'No source open',
  'source.kind.simulated': 'Simulated',
  'source.kind.file': 'File',
  'source.kind.live': 'Live',
  'source.facts': '{count|plural:1 server|# servers} · {step}',
  'source.until': 'to {time}',
  'source.age': '{age} old',

  'tools.search': 'Search or jump to…',
  'tools.language': 'Language',
  'tools.toLight': 'Switch to light theme',
  'tools.toDark': 'Switch to dark theme',

  'time.label': 'Timeline',
  'time.play': 'Play',
  'time.pause': 'Pause',
  'time.live': 'Live',
  'time.paused': 'Paused',
  'time.loading': 'Loading {share}',
  'time.past': 'You are viewing {time}',
  'time.back': 'Back to live',
  'time.toEnd': 'To the end',
  'time.end': 'End of data',
  'time.speed': 'Speed',
  'time.range': 'Time range',
  'time.slider': 'Instant shown',
  'time.instant': '{time} {zone}',

  'notice.dismiss': 'Dismiss',
  'notice.offline':
    'You are offline. Everything here runs in your browser, so all of it keeps working.',
  'notice.update': 'A new version is ready.',
  'notice.reload': 'Reload now',
  'notice.denied':
    'This browser refuses to store data here. Everything works, but is forgotten when the tab closes.',
  'notice.settings': 'Settings cannot be stored here and last as long as this tab.',
  'notice.ignored': 'Parts of the link were not understood and have been left out: {names}.',
  'notice.restarting': 'The engine stopped and is starting again. Nothing stored is lost.',

  'view.failed': 'This screen stopped working. The rest of the app is fine.',
  'engine.failed': 'The fleet could not be opened.',
  'engine.sources': 'Choose another source',

  'say.server': '{server} is now {status}.',
  'say.servers':
    '{count} servers changed: {critical} critical, {warning} warning, {offline} offline.',
  'say.calm': 'All servers are OK again.',
  'say.incident': 'Critical incident: {rule} on {server}.',
} as const;
