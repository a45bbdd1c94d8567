/** English words of the report: findings, evidence and advice, in the reader's language whatever the screen's. */

/** Reference dictionary of the report. */
export const report = {
  title: 'Fleet report',
  'screen.title': 'Report',
  'screen.note':
    'Written in this browser from the samples shown. Every measured value in the tables has the query that gives it.',
  'incident.title': 'Report of {incident}',
  'incident.draft':
    'Drafted from what was measured and done. Edit it as a post-mortem on the incident’s page; what you keep is printed here.',
  'incident.kept': 'The post-mortem kept on this device.',
  'incident.back': 'Back to the incident',
  'incident.gone': '{incident} is not known here',
  'incident.table': 'Table of the report',
  'tool.period': 'Period',
  'tool.last': 'Last {span}',
  'tool.incident': 'This incident',
  'tool.language': 'Language of the report',
  'tool.copy': 'Copy Markdown',
  'tool.copied': 'Copied',
  'tool.denied': 'The browser refused access to the clipboard. Download the file instead.',
  'tool.download': 'Download .md',
  'tool.print': 'Print',
  'lang.en': 'English',
  'lang.ko': '한국어',

  'head.source': '{source}, {servers|plural:1 server|# servers}',
  'source.simulated': 'Simulated fleet',
  'source.file': 'File {name}',
  'source.live': 'Live source {name}',
  'head.period': '{from} – {to} ({zone}), compared with {baseFrom} – {baseTo}',
  'summary.calm':
    'At {t} the fleet is calm: {ok} of {servers} servers are OK and nothing was found.',
  'summary.found':
    'At {t}, {ok} of {servers} servers are OK. {count|plural:One finding|# findings} follow, worst first.',
  'figure.health': 'Health',
  'figure.throughput': 'Throughput',
  'figure.latency': 'Latency p95',
  'figure.errors': 'Errors',
  'figure.before': 'before: {value}',

  findings: 'Findings',
  advice: 'What to do first',
  calm: 'Nothing unusual was found in this period.',
  'column.server': 'Server',
  'column.metric': 'Metric',
  'column.what': 'Figure',
  'column.value': 'Value',
  'column.time': 'Time',
  'column.query': 'Query',
  evidence: 'Evidence of finding {n}',

  'what.now': 'newest value',
  'what.before': 'median before',
  'what.after': 'median in the period',
  'what.per-day': 'slope a day',

  'finding.incident':
    '{rule} on {server} since {since}, {servers|plural:1 server|# servers} involved. Likely cause: {suspectMetric} on {suspect}, {share}.',
  'finding.incident.unknown':
    '{rule} on {server} since {since}, {servers|plural:1 server|# servers} involved. No cause could be suspected.',
  'finding.server-off': '{server} does not answer; its last sample is of {lastSeen}.',
  'finding.server-off.never': '{server} does not answer and never sent a sample.',
  'finding.poor-health':
    'Health of {server} is {health} of 100; {metric} alone takes {points} points.',
  'finding.poor-health.unknown': 'Health of {server} is {health} of 100.',
  'finding.breach':
    '{metric} on {server} is expected to reach {limit} at {at}, between {early} and {late} (80%).',
  'finding.breach.open':
    '{metric} on {server} may reach {limit}, most likely at {at}, not before {early} (80%).',
  'finding.anomaly.above':
    '{metric} on {server} has been unusually high since {since}: {sigma}σ over the expected {low} to {high}.',
  'finding.anomaly.below':
    '{metric} on {server} has been unusually low since {since}: {sigma}σ under the expected {low} to {high}.',
  'finding.strained-state':
    '{server} spent {share} of the period with {metric} near its limit, {mean} on average.',
  'finding.change.higher':
    '{metric} on {server} is higher than before: median {before} then, {after} in the period.',
  'finding.change.lower':
    '{metric} on {server} is lower than before: median {before} then, {after} in the period.',
  'finding.change.wider':
    '{metric} on {server} scatters more than before: median {before} then, {after} in the period.',
  'finding.change.narrower':
    '{metric} on {server} scatters less than before: median {before} then, {after} in the period.',
  'finding.trend.rising':
    '{metric} on {server} rises steadily, {change} over the period (R² {fit}).',
  'finding.trend.falling':
    '{metric} on {server} falls steadily, {change} over the period (R² {fit}).',
  'finding.outlier':
    '{server} is unlike the rest of the fleet (isolation score {score}); {metric} sets it apart most.',
  'finding.outlier.unknown': '{server} is unlike the rest of the fleet (isolation score {score}).',

  'advice.look-at-suspect': 'Look at the suspected server first.',
  'advice.check-power-and-network': 'Check power, console and network of the server.',
  'advice.reduce-load': 'Find the process that takes the CPU, or move load elsewhere.',
  'advice.find-leak': 'Find what keeps memory: compare processes before and after a restart.',
  'advice.free-space': 'Free disk space: rotate logs, remove old snapshots, or enlarge the volume.',
  'advice.spread-io': 'Move backups and batch jobs out of busy hours, or spread disk I/O.',
  'advice.check-cooling': 'Check fans, filters and the air of the rack.',
  'advice.check-errors': 'Read the error logs since the beginning, and the newest deploy.',
  'advice.check-dependencies': 'Follow the slow requests to the services this server calls.',
  'advice.watch': 'Keep an eye on it; nothing needs doing yet.',
  'advice.compare-with-peers': 'Compare it with servers of the same role.',

  'foot.safety':
    'This app sends no commands. Likely causes and predictions come from models and can be wrong.',
  'foot.link': 'Same screen: {link}',
} as const;
