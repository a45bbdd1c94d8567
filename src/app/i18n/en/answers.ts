/** English words of the assistant: answers, thinking steps, follow-up questions, names of intents. */

/** Reference dictionary of answers; arguments are named in core/assistant. */
export const answers = {
  'unknown.server': 'There is no server named {name} in this fleet.',
  'unknown.group': 'This fleet has no server of that kind.',
  noData: 'There are no samples of {metric} for that.',
  more: 'And {count} more.',
  value: '{metric} of {server} is {value}.',
  safety: 'This app sends no commands. Copy what you need and run it yourself.',

  'status.one': '{server}: {status}. Health {health} of 100.',
  'status.silent': '{server}: {status}. Last sample at {seen}.',
  'status.never': '{server}: {status}. No sample has ever arrived.',
  'status.firing': '{count|plural:One alert is|# alerts are} firing on it: {rules}.',
  'status.allOk': 'All {total} servers are OK. {series} series checked.',
  'status.counts':
    'Of {total} servers {ok} are OK, {warn} in warning, {crit} critical, {off} offline and {unk} unknown.',
  'status.item': '{server}: {status}, health {health}.',

  'list.all': '{count|plural:One server|# servers}: {servers}.',
  'list.inState': '{count|plural:One server is|# servers are} in state {status}: {servers}.',
  'list.noneInState': 'None of {total} servers is in state {status}.',

  'detail.which': 'Which server? Name one, for example “specs of web-prod-01”.',
  'detail.what': '{server}: {role}, {environment}, {provider}, {location}.',
  'detail.hardware':
    '{cores|plural:# core|# cores}, {memory} memory, {storage} storage, {os}, kernel {kernel}.',
  'detail.network': 'IP {ip}. Services: {services}.',
  'detail.uptime': 'Up for {uptime}.',
  'detail.owner': 'Owner: {owner}, {team}.',

  'restart.no': 'This app sends no commands to servers, so it does not restart anything.',
  'restart.command': 'To restart {server} yourself: {command}',
  'restart.impact': 'These servers call {server} and will notice: {servers}.',

  'topology.fleet': '{servers} servers and {links} call links.',
  'topology.entries': 'Requests enter at {servers}.',
  'topology.calls': '{server} calls {servers}.',
  'topology.callsNone': '{server} calls no other server.',
  'topology.callers': '{server} is called by {servers}.',
  'topology.callersNone': 'No other server calls {server}.',
  'topology.impact':
    'If {server} fails, up to {count|plural:one server|# servers} can be affected: {servers}.',

  'rack.place': '{server} stands in {site}, room {room}, row {row}, rack {rack}, unit {unit}.',
  'rack.unknown': 'Nobody has recorded where {server} stands.',
  'rack.contents': 'Rack {rack} holds {count|plural:one server|# servers}: {servers}.',
  'rack.fleet': '{servers} servers stand in {racks|plural:one rack|# racks}.',
  'rack.none': 'This source tells nothing about racks.',

  'query.serverWindow': '{metric} of {server} averaged {value} ({time}).',
  'query.mean': '{metric}, averaged over {count|plural:one server|# servers}: {value}.',
  'query.meanWindow':
    '{metric}, averaged over {count|plural:one server|# servers}: {value} ({time}).',
  'query.most': 'The highest is {server} with {value}.',

  'top.highest': '{server} is highest in {metric}: {value}.',
  'top.lowest': '{server} is lowest in {metric}: {value}.',
  'top.highestPast': '{server} was highest in {metric} on average: {value} ({time}).',
  'top.lowestPast': '{server} was lowest in {metric} on average: {value} ({time}).',
  'top.item': '{rank}. {server}: {value}',

  'compare.servers': '{a} is above {b} in {metric} by {difference}.',
  'compare.points': '{a} is {points} points above {b} in {metric}.',
  'compare.group': '{role}: mean {metric} {value}.',
  'compare.same': '{metric} is about the same as in the earlier window (change {change}).',
  'compare.more': '{metric} is {change} higher than in the earlier window.',
  'compare.less': '{metric} is {change} lower than in the earlier window.',
  'compare.windows': 'The mean of the last {window} against the same stretch {offset} earlier.',

  'trend.server': 'Looking at {server}.',
  'trend.scope': 'Looking at the mean of {count|plural:one server|# servers}.',
  'trend.up': '{metric} rose over {span}: from {first} to {last} on average.',
  'trend.down': '{metric} fell over {span}: from {first} to {last} on average.',
  'trend.flat': '{metric} stayed about the same over {span}: {first} at first, {last} lately.',
  'trend.extremes': 'Highest {high} at {highAt}, lowest {low} at {lowAt}.',

  'forecast.breach':
    '{metric} of {server} reaches {limit} in about {in}, at {at} (80% interval {early} to {late}).',
  'forecast.breachOpen':
    '{metric} of {server} may reach {limit} in about {in}, at {at}, not before {early}; it may also never happen.',
  'forecast.server':
    'If it goes on as in the last 6 h, {metric} of {server} is {value} in {ahead}.',
  'forecast.fleet': 'If it goes on as in the last 6 h, the highest {metric} is {value} in {ahead}.',
  'forecast.noBreach': 'No limit crossing of {metric} is predicted at present.',
  'forecast.limit':
    'A straight line through recent samples; daily rhythm and planned events are not in it.',

  'limit.over': '{count|plural:One server is|# servers are} above {limit} in {metric}.',
  'limit.below': '{count|plural:One server is|# servers are} below {limit} in {metric}.',
  'limit.none':
    'No server is above {limit} in {metric}. {checked} checked; the highest is {server} with {value}.',
  'limit.noneBelow':
    'No server is below {limit} in {metric}. {checked} checked; the lowest is {server} with {value}.',

  'alerts.none': 'No alert is firing. {checked} servers checked.',
  'alerts.counts':
    '{total|plural:One alert is|# alerts are} firing: {critical} critical, {warning} warning, {info} info.',
  'alerts.item': '{rule} on {server} since {since}.',
  'alerts.itemSeverity': '{severity}: {rule} on {server} since {since}.',
  'incident.open':
    'Incident {id} is open since {since}: {metric} of {server}, {count|plural:one server|# servers} involved.',
  'incident.resolved':
    'Incident {id} began at {since} and was resolved at {until}: {metric} of {server}, {count|plural:one server|# servers} involved.',

  'ack.propose':
    'Ready to acknowledge {incidents|plural:one incident|# incidents} and {alerts|plural:one alert|# alerts}. Confirm below.',
  'ack.silence': 'Ready to silence {servers} for {duration}. Confirm below.',
  'ack.nothing': 'Nothing is firing that could be acknowledged or silenced.',

  'anomalies.none': 'Nothing unusual. {series} series checked, highest score {score}.',
  'anomalies.nonePast': 'Nothing unusual was found in that time.',
  'anomalies.recent':
    'In the last hour {count|plural:one anomaly was|# anomalies were} found and have settled since: {servers}.',
  'anomalies.count': '{count|plural:One anomaly|# anomalies} on {servers}.',
  'anomalies.item':
    '{metric} of {server}: {value}, usually {low} to {high} ({sigma}σ, since {since}).',

  'cause.suspect': 'Likely cause: {metric} of {server}, confidence {share}.',
  'cause.incident':
    'It belongs to incident {id}, open since {since}. Involved, in order of onset: {servers}.',
  'cause.others': 'Other candidates: {list}.',
  'cause.anomaly': '{metric} of {server} has been unusual since {since}: {value}.',
  'cause.usual': '{metric} of {server} is {value}; the mean of the last 6 h is {usual}.',
  'cause.demand': '{server} serves {value}; the mean of the last 6 h is {usual}.',
  'cause.nothing': 'No open incident and no open anomaly explains it. {checked} servers checked.',
  'cause.limit':
    'Inferred from timing, size and call links. Logs and deployments were not checked.',

  'recommend.for': 'For {metric}, in this order:',
  'recommend.forServer': 'For {metric} on {server}, in this order:',
  'recommend.calm': 'Nothing needs action now; {checked} servers checked. If something comes up:',
  'advice.cpu.find': 'Find the process: top -o %CPU, then see since when it runs.',
  'advice.cpu.ease': 'Lower its priority or stop it, or take the server out of the load balancer.',
  'advice.cpu.prevent': 'Give batch jobs a limit and a quiet hour; add a worker if demand grew.',
  'advice.memory.find':
    'See who holds memory and whether it only grows: ps aux --sort=-rss, free -m.',
  'advice.memory.ease':
    'Restart the leaking service in a quiet minute, one instance after the other.',
  'advice.memory.prevent': 'Set a memory limit per service and an alert on steady growth.',
  'advice.disk.find': 'Find what grew: du -xh --max-depth=2 / | sort -h, and df -i for inodes.',
  'advice.disk.ease': 'Rotate and compress logs, remove old dumps and images; extend the volume.',
  'advice.disk.prevent': 'Keep retention limits and alert on days left, not on percent.',
  'advice.io.find':
    'See who reads or writes: iotop -oa; a backup or a long query is the usual finding.',
  'advice.io.ease': 'Pause or slow the job (ionice -c3), or move it to a replica.',
  'advice.io.prevent': 'Move backups to quiet hours and limit their rate.',
  'advice.net.find': 'Look for loss and saturation: ip -s link, ss -ti, mtr to the neighbour.',
  'advice.net.ease': 'Move traffic to another path or instance; slow bulk transfers.',
  'advice.net.prevent': 'Keep headroom on links and separate bulk traffic from requests.',
  'advice.demand.find': 'See where requests come from: one client, one path or everyone.',
  'advice.demand.ease': 'Limit the rate per client, serve from cache, add instances.',
  'advice.demand.prevent': 'Plan known peaks and test twice the expected demand.',
  'advice.latency.find':
    'Follow the slow request down the call path; the deepest slow server comes first.',
  'advice.latency.ease': 'Relieve that server: fewer connections, shorter queries, more instances.',
  'advice.latency.prevent':
    'Set timeouts and limits between tiers so that slowness does not spread.',
  'advice.errors.find': 'Group errors by cause: timeouts of a dependency or the latest deployment.',
  'advice.errors.ease': 'Take the failing instance out, or return to the previous version.',
  'advice.errors.prevent': 'Deploy in small steps and watch the error rate after each.',
  'advice.heat.find': 'Compare with the neighbours in the rack: one server or the whole row.',
  'advice.heat.ease': 'Check fans and air flow; move load to a cooler rack.',
  'advice.heat.prevent': 'Watch inlet temperature per rack and keep blanking panels in place.',
  'advice.general.scope': 'See what is affected and since when: alerts, then the timeline.',
  'advice.general.change': 'Look for what changed just before: deployment, job, traffic.',
  'advice.general.record': 'Note what you do and when; it becomes the report.',

  'report.period': 'Report over {span} up to {end}, {count|plural:one server|# servers}.',
  'report.figures':
    'Mean health {health}; {throughput} enter the fleet; p95 {latency}; error rate {errors}.',
  'report.events':
    '{alerts|plural:One alert|# alerts} fired, {incidents|plural:one incident|# incidents}, {anomalies|plural:one anomaly|# anomalies}.',
  'report.copy': 'Every figure is measured; copy this text or open the charts beside it.',

  'logs.none': 'This source brings no logs. Alerts and anomalies may tell what happened.',
  'logs.server': '{server}: {count|plural:one line|# lines}, newest first.',
  'logs.matched': '{server}: {count|plural:one line|# lines} with “{keyword}”, newest first.',
  'logs.line': '{time} {level} {service}: {message}',
  'logs.empty': 'No such line on {count|plural:one server|# servers} in that time.',

  'drill.propose': 'Ready to simulate “{fault}” on {server}. Confirm below.',
  'drill.proposeOwn': 'No fault was named; ready to simulate “{fault}” on {server}. Confirm below.',
  'drill.undo': 'Only the simulated fleet is touched, and it can be undone at any time.',
  'drill.notSimulated':
    'Faults can be injected into the simulated fleet only; this source is real data.',
  'drill.reset':
    'Ready to clear {count|plural:one injected fault|# injected faults}. Confirm below.',
  'drill.item': '{fault} on {server}.',
  'drill.nothing': 'No injected fault is active; nothing to clear.',

  'help.intro': 'Ask about any of the {count} servers, in English or Korean.',
  'help.ask': 'Values, rankings, comparisons, trends, forecasts: “top 5 by CPU in the last hour”.',
  'help.look': 'Alerts, anomalies, causes, dependencies, racks, logs: “why is db-master-01 slow?”',
  'help.drill':
    'Drills on the simulated fleet: “simulate a disk fault on db-master-01”, “back to normal”.',
  'help.private': 'Questions are answered on this device; nothing leaves it.',

  'talk.hello': 'Hello.',
  'talk.thanks': 'You are welcome.',
  'talk.bye': 'See you.',
  'talk.who': 'I am the assistant of this console: a small model that runs on this device.',
  'talk.joke': 'A server walks into a bar. It had no free ports.',
  'talk.sorry': 'Sorry. Try other words, or ask for help to see examples.',
  'talk.praise': 'Thank you. The figures did the work.',
  'talk.other': 'Understood.',
  'talk.calm': 'All {total} servers are OK.',
  'talk.trouble': '{count} of {total} servers need a look.',

  'refuse.out': 'This console cannot do that.',
  'refuse.unclear': 'I did not understand the question.',
  'refuse.instead': 'It answers about servers, metrics, alerts, causes, forecasts and drills.',

  'ask.status': 'Is everything OK?',
  'ask.list': 'List all servers',
  'ask.detail': 'Details of a server',
  'ask.why': 'Why is it slow?',
  'ask.top': 'Top 5 by CPU',
  'ask.trend': 'CPU trend today',
  'ask.forecast': 'When will the disk be full?',
  'ask.compare': 'Compare CPU with yesterday',
  'ask.alerts': 'Show active alerts',
  'ask.ack': 'Acknowledge all alerts',
  'ask.anomalies': 'Any anomalies?',
  'ask.recommend': 'What should I do?',
  'ask.report': 'Write an incident report',
  'ask.topology': 'Show dependencies',
  'ask.logs': 'Show error logs',
  'ask.inject': 'Simulate a disk fault',
  'ask.reset': 'Back to normal',
  'ask.help': 'What can you do?',

  'think.reading': 'Reading the question, {characters|plural:# character|# characters}',
  'think.intent': 'Understood as “{intent}”, {confidence} sure to be in scope',
  'think.refused': 'Out of scope, {confidence} likely to be in scope',
  'think.query': 'Querying {promql}',
  'think.snapshot': 'Reading {servers} servers × {metrics} metrics',
  'think.verified': '{agreed|plural:One figure|# figures} read again, all agree',
  'think.dropped': '{removed|plural:One figure|# figures} could not be read again and fell out',
  'think.written': 'No figure to check',
  'think.done': 'Done in {ms} ms',

  'intent.server.status': 'server status',
  'intent.server.list': 'server list',
  'intent.server.detail': 'server details',
  'intent.server.restart': 'restart',
  'intent.metric.query': 'metric value',
  'intent.metric.top': 'ranking',
  'intent.metric.compare': 'comparison',
  'intent.alert.cpu.high': 'high CPU',
  'intent.alert.memory.low': 'low memory',
  'intent.alert.disk.full': 'full disk',
  'intent.alert.network.slow': 'slow network',
  'intent.alert.list': 'alerts',
  'intent.alert.ack': 'acknowledge alerts',
  'intent.anomaly.list': 'anomalies',
  'intent.cause.explain': 'cause',
  'intent.forecast.load': 'forecast',
  'intent.trend.analyze': 'trend',
  'intent.recommend.action': 'advice',
  'intent.report.generate': 'report',
  'intent.topology.show': 'dependencies',
  'intent.rack.show': 'racks',
  'intent.log.search': 'logs',
  'intent.scenario.inject': 'start a drill',
  'intent.scenario.reset': 'end a drill',
  'intent.help': 'help',
  'intent.smalltalk': 'small talk',
  'intent.out_of_scope': 'out of scope',
} as const;
