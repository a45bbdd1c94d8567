/** English words of the assistant: answers, thinking steps, follow-up questions, names of intents. */

/** Reference dictionary of answers; arguments are named in core/assistant. */
export const answers = {
  'unknown.server': 'There is no server named {name} in this fleet.',
  'unknown.group': 'This fleet has no server of that kind.',
  noData: 'There are no samples of {metric} for that.',
  more: 'And {count} more.',
  'more.alerts': 'And {count} more.',
  value: '{metric} on {server} is {value}.',
  safety: 'This app sends no commands. Copy what you need and run it yourself.',
  'clarify.name': 'Did you mean {list}?',
  'clarify.several': '“{text}” may be {list}; this is about the first.',
  'part.servers': '{n} servers',
  'part.ok': '{n} OK',
  'part.warn': '{n} in warning',
  'part.crit': '{n} critical',
  'part.off': '{n} offline',
  'part.unk': '{n} stale',
  'part.critical': '{n} critical',
  'part.warning': '{n} warning',
  'part.info': '{n} info',
  'clarify.server': 'Several servers fit. Which one: {list}?',
  'clarify.group': 'Which group: {list}?',
  'clarify.metric': 'It can also be ranked by {list}.',
  'clarify.scenario': 'Other faults can be simulated as well: {list}.',
  'clarify.intent': 'If you meant something else, choose below: {list}.',
  'tone.worried': 'Here is what the figures say.',
  'tone.angry': 'Sorry for the trouble. Here is what the figures say.',

  'status.one': '{server}: {status}. Health {health} of 100.',
  'status.silent': '{server}: {status}. Last sample at {seen}.',
  'status.never': '{server}: {status}. No sample has ever arrived.',
  'status.firing': '{count|plural:One alert is|# alerts are} firing on it: {rules}.',
  'status.allOk': '{total|plural:The server is OK|All # servers are OK}. {series} series checked.',
  'status.bothOk': 'Both servers are OK. {series} series checked.',
  'status.counts': '{total|plural:One server|# servers}: {parts}.',
  'status.item': '{server}: {status}, health {health}.',
  'status.nowOnly': 'States are kept for the present only, so this is about now, not “{time}”.',

  'list.all': '{count|plural:One server|# servers}: {servers}.',
  'list.inState': '{count|plural:One server is|# servers are} in state “{status}”: {servers}.',
  'list.noneInState': 'None of {total} servers is in state “{status}”.',

  'detail.which': 'Which server? Name one, for example “specs of web-prod-01”.',
  'detail.of': 'About {server}:',
  'detail.what': '{server}: {role}, {environment}, {provider}, {location}.',
  'detail.hardware':
    '{cores|plural:# core|# cores}, {memory} memory, {storage} storage, {os}, kernel {kernel}.',
  'detail.network': 'IP {ip}. Services: {services}.',
  'detail.uptime': 'Up for {uptime}, since {since}.',
  'detail.owner': 'Owner: {owner}, {team}.',
  'detail.ownerNone': 'Nobody is recorded as its owner.',

  'restart.no': 'This app sends no commands to servers, so it restarts nothing by itself.',
  'restart.command': 'To restart {server} yourself: {command}',
  'restart.which': 'Which server? Name one, for example “restart web-prod-01”.',
  'restart.simulated':
    'On the simulated fleet a restart can be played: {servers} away for {length}, then back. Confirm below.',
  'restart.impact': 'These servers call {server} and will notice: {servers}.',

  'topology.fleet':
    '{servers|plural:One server|# servers} and {links|plural:one call link|# call links}.',
  'topology.entries': 'Requests enter at {servers}.',
  'topology.calls': '{server} calls {servers}.',
  'topology.callsNone': '{server} calls no other server.',
  'topology.callers': '{server} is called by {servers}.',
  'topology.callersNone': 'No other server calls {server}.',
  'topology.impact':
    'If {server} fails, up to {count|plural:one server|# servers} can be affected: {servers}.',

  'rack.place': '{server} stands in {site}, room {room}, row {row}, rack {rack}, unit {unit}.',
  'rack.mates': '{count|plural:One other server shares|# other servers share} the rack: {servers}.',
  'rack.unknown': 'Nobody has recorded where {server} stands.',
  'rack.contents': 'Rack {rack} holds {count|plural:one server|# servers}: {servers}.',
  'rack.fleet': '{servers} servers stand in {racks|plural:one rack|# racks}.',
  'rack.none': 'This source tells nothing about racks.',

  'query.serverWindow': '{metric} on {server} averaged {value} ({time}).',
  'query.mean': '{metric}, averaged over {count|plural:one server|# servers}: {value}.',
  'query.meanLatency': '{metric} over {count|plural:one server|# servers}: {value}.',
  'query.meanLatencyWindow': '{metric} over {count|plural:one server|# servers}: {value} ({time}).',
  'query.freeDisk': '{value} of {total} disk space are free on {server}.',
  'query.freeMemory': '{value} of {total} memory are free on {server}.',
  'query.meanWindow':
    '{metric}, averaged over {count|plural:one server|# servers}: {value} ({time}).',
  'query.most': 'The highest is {server} with {value}.',

  'top.highest': '{server} is highest in {metric}: {value}.',
  'top.lowest': '{server} is lowest in {metric}: {value}.',
  'top.highestPast': '{server} was highest in {metric} on average: {value} ({time}).',
  'top.lowestPast': '{server} was lowest in {metric} on average: {value} ({time}).',
  'top.item': '{rank}. {server}: {value}',
  'top.unwell': '{server} is in the worst shape: {status}, health {health} of 100.',
  'top.health': '{rank}. {server}: {status}, health {health}',

  'compare.servers': '{a} is above {b} in {metric} by {difference}.',
  'compare.points': '{a} is {points} points above {b} in {metric}.',
  'compare.group': '{role}: {metric} {value} on average.',
  'compare.same': '{metric} is about the same as in the earlier window (change {change}).',
  'compare.more': '{metric} is {change} higher than in the earlier window.',
  'compare.less': '{metric} is {change} lower than in the earlier window.',
  'compare.windows': 'Mean over {window} against the same stretch {offset} earlier.',

  'trend.server': 'Looking at {server}.',
  'trend.scope': 'Looking at the mean of {count|plural:one server|# servers}.',
  'trend.up': '{metric} rose over {span}: {first} at first, {last} lately.',
  'trend.down': '{metric} fell over {span}: {first} at first, {last} lately.',
  'trend.flat': '{metric} stayed about the same over {span}: {first} at first, {last} lately.',
  'trend.extremes': 'Highest {high} at {highAt}, lowest {low} at {lowAt}.',

  'forecast.breach':
    '{metric} on {server} reaches {limit} in about {in}, at {at} (80% interval {early} to {late}).',
  'forecast.breachOpen':
    '{metric} on {server} may reach {limit} in about {in}, at {at}, not before {early}; it may also never happen.',
  'forecast.server':
    'If it goes on as in the last 6 h, {metric} on {server} is {value} in {ahead}.',
  'forecast.fleet': 'If it goes on as in the last 6 h, the highest {metric} is {value} in {ahead}.',
  'forecast.dayBefore': 'For comparison, {metric} was {value} at the same time of day ({at}).',
  'forecast.rhythm': 'By the daily rhythm, {metric} will be around {value}, as it was at {at}.',
  'forecast.calm':
    'Nothing is predicted to cross a limit within {reach}, on any metric of {count|plural:the server|# servers}.',
  'forecast.noBreach': 'No limit crossing of {metric} is predicted at present.',
  'forecast.reach':
    'At the pace of the last hour, {metric} on {server}, now {value}, is at 100% in about {in}, at {at}.',
  'forecast.leaves':
    'A straight line through the last six hours leaves what {metric} can be: it cannot tell that far ahead.',
  'forecast.far':
    'Six hours of samples say nothing about later than {reach} from now, so this is for then.',
  'forecast.limit':
    'A straight line through recent samples; daily rhythm and planned events are not in it.',

  'limit.over': '{count|plural:One server is|# servers are} above {limit} in {metric}.',
  'limit.below': '{count|plural:One server is|# servers are} below {limit} in {metric}.',
  'limit.none':
    'No server is above {limit} in {metric}. {checked|plural:One server|# servers} checked; the highest is {server} with {value}.',
  'limit.noneBelow':
    'No server is below {limit} in {metric}. {checked|plural:One server|# servers} checked; the lowest is {server} with {value}.',
  'limit.item': '{server}: {value}',
  'limit.noRise':
    '{metric} has not grown steadily by more than {growth} in the last hour on {count|plural:the server|any of # servers}.',
  'limit.rising':
    '{metric} on {server} grows steadily: {growth} within the last hour, as a leak would.',
  'limit.isOver': '{metric} on {server} is {value}, above {limit}.',
  'limit.isBelow': '{metric} on {server} is {value}, below {limit}.',
  'limit.isNotOver': '{metric} on {server} is {value}, not above {limit}.',
  'limit.isNotOverPast': '{metric} on {server} was {value} at most, not above {limit} ({time}).',
  'limit.isNotBelow': '{metric} on {server} is {value}, not below {limit}.',
  'limit.isOverPast': '{metric} on {server} peaked at {value}, above {limit} ({time}).',
  'limit.isBelowPast': '{metric} on {server} fell to {value}, below {limit} ({time}).',
  'limit.overPast':
    '{count|plural:One server was|# servers were} above {limit} in {metric} at some moment ({time}); the peaks:',
  'limit.belowPast':
    '{count|plural:One server was|# servers were} below {limit} in {metric} at some moment ({time}); the lowest values:',
  'limit.nonePast':
    'No server was beyond {limit} in {metric} ({time}). The nearest to it was {server} with {value}.',
  'limit.within':
    '{count|plural:One server is|# servers are} between {limit} and {upper} in {metric}.',
  'limit.noneWithin':
    'No server is between {limit} and {upper} in {metric}. {checked|plural:One server|# servers} checked; the highest is {server} with {value}.',

  'alerts.none': 'No alert is firing. {checked|plural:One server|# servers} checked.',
  'alerts.counts': '{total|plural:One alert is|# alerts are} firing: {parts}.',
  'alerts.countOne':
    '{total|plural:One alert|# alerts} of severity “{severity}” {total|plural:is|are} firing.',
  'alerts.countsPast': '{total|plural:One alert|# alerts} fired ({time}): {parts}.',
  'alerts.nonePast': 'No alert fired ({time}). {checked|plural:One server|# servers} looked up.',
  'alerts.muted':
    '{count|plural:One more fires|# more fire} but {count|plural:is|are} held back, muted or explained by another alert.',
  'alerts.memory': 'This session knows alerts since {since}; older ones are in the alert history.',
  'alerts.item': '{rule} on {server} since {since}.',
  'alerts.itemSeverity': '{severity}: {rule} on {server} since {since}.',
  'alerts.itemEnded': '{severity}: {rule} on {server}, {since} to {until}.',
  'incident.open':
    'Incident {id} is open since {since}: {metric} on {server}, {count|plural:one server|# servers} involved.',
  'incident.resolved':
    'Incident {id} began at {since} and was resolved at {until}: {metric} on {server}, {count|plural:one server|# servers} involved.',

  'ack.propose':
    'Ready to acknowledge {incidents|plural:one incident|# incidents} and {alerts|plural:one alert|# alerts}. Confirm below.',
  'ack.incidents':
    'Ready to acknowledge {incidents|plural:one incident|# incidents}. Confirm below.',
  'ack.alerts': 'Ready to acknowledge {alerts|plural:one alert|# alerts}. Confirm below.',
  'ack.silence': 'Ready to silence {servers} for {duration}. Confirm below.',
  'ack.nothing': 'Nothing is firing that could be acknowledged or silenced.',

  'anomalies.none': 'Nothing unusual. {series} series checked, highest score {score}.',
  'anomalies.nonePast': 'Nothing unusual was found in that time.',
  'anomalies.recent':
    'In the last hour {count|plural:one anomaly was|# anomalies were} found and have settled since: {servers}.',
  'anomalies.count': '{count|plural:One anomaly|# anomalies} on {servers}.',
  'anomalies.item':
    '{metric} on {server}: {value}, usually {low} to {high} ({sigma}σ, since {since}).',
  'anomalies.itemEnded':
    '{metric} on {server}: {value}, usually {low} to {high} ({sigma}σ, {since} to {until}).',

  'cause.suspect': 'Likely cause: {metric} on {server}, confidence {share}.',
  'cause.first': 'It changed first, by {sigma}σ, and can reach {reach} of the servers involved.',
  'cause.later':
    'It changed {delay} after the first sign, by {sigma}σ, and can reach {reach} of the servers involved.',
  'cause.incident':
    'It belongs to incident {id}, open since {since}. Involved, in order of onset: {servers}.',
  'cause.others': 'Other candidates: {list}.',
  'cause.anomaly': '{metric} on {server} has been unusual since {since}: {value}.',
  'cause.usual': '{metric} on {server} is {value}; the mean of the last 6 h is {usual}.',
  'cause.demand': '{server} serves {value}; the mean of the last 6 h is {usual}.',
  'cause.nothing':
    'No open incident and no open anomaly explains it. {checked|plural:One server|# servers} checked.',
  'cause.effect': 'It is felt as far as {server}: {metric} {value}.',
  'cause.next': 'What to do now:',
  'cause.notThen':
    'This session knows of no incident from “{time}”. This is about the one open now, since {since}.',
  'cause.limit':
    'Inferred from timing, size and call links. Logs and deployments were not checked.',

  'recommend.for': 'For {metric}, in this order:',
  'recommend.forServer': 'For {metric} on {server}, in this order:',
  'recommend.calm':
    'Nothing needs action now; {checked|plural:one server|# servers} checked. If something comes up:',
  'recommend.fine':
    'That is within the usual limit of {limit} and no incident is open on it. If it bothers you anyway:',
  'recommend.step': '{rank}. {step}',
  'because.demand':
    'Evidence: {server} serves {times} times its usual requests ({rate}) while {metric} is {value}.',
  'because.alone':
    'Evidence: {server} serves about its usual requests ({rate}), yet {metric} is {value}.',
  'because.rising': 'Evidence: {metric} on {server} grew by {growth} within the last hour.',
  'because.filling': 'Evidence: {metric} is predicted to reach {limit} in about {in}.',
  'because.downstream':
    'Evidence: the likelier cause of the open incident is {metric} on {server}.',

  'report.period': 'Report over {span} up to {end}, {count|plural:one server|# servers}.',
  'report.known': 'Alerts, incidents and anomalies are known to this session since {since}.',
  'report.figures':
    'Mean health {health}; {throughput} enter the fleet; p95 {latency}; error rate {errors}.',
  'report.events':
    '{alerts|plural:One alert|# alerts} fired, {incidents|plural:one incident|# incidents}, {anomalies|plural:one anomaly|# anomalies}.',
  'report.findings': '{count|plural:One more finding|# more findings}:',
  'finding.server-off': '{server} sends nothing.',
  'finding.poor-health': '{server} is in poor health: {health} of 100.',
  'finding.breach': '{metric} on {server} is predicted to cross its limit.',
  'finding.anomaly': '{metric} on {server} is unusual.',
  'finding.change': '{metric} on {server} has changed.',
  'finding.trend': '{metric} on {server} follows a trend.',
  'finding.outlier': '{server} behaves unlike its peers.',
  'finding.strained-state': '{server} spends much time in a strained state.',
  'finding.other': '{server} needs a look.',
  'finding.figure': '{server}, {finding}: {metric} {value}.',
  'finding.breach.short': 'limit crossing predicted',
  'finding.anomaly.short': 'unusual',
  'finding.change.short': 'changed',
  'finding.trend.short': 'trend',
  'finding.outlier.short': 'unlike its peers',
  'finding.strained-state.short': 'strained',
  'finding.poor-health.short': 'poor health',
  'finding.server-off.short': 'silent',
  'finding.incident.short': 'incident',
  'report.copy': 'Every figure is measured; copy this text or open the charts beside it.',

  'logs.none': 'This source brings no logs. Alerts and anomalies may tell what happened.',
  'logs.server': '{server}: {count|plural:one line|# lines}, newest first.',
  'logs.matched': '{server}: {count|plural:one line|# lines} with “{keyword}”, newest first.',
  'logs.line': '{time} {level} {service}: {message}',
  'logs.emptyAll': 'No log line on {servers} in the last {span}.',
  'logs.empty': 'No line with “{keyword}” on {servers} in the last {span}.',

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
  'think.read':
    '{queries|plural:One query|# queries} read {samples|plural:one sample|# samples} in {ms} ms',
  'think.snapshot': 'Reading {servers} servers × {metrics} metrics',
  'think.verified':
    '{queries|plural:One query|# queries}, {samples|plural:one sample|# samples} in {ms} ms; {agreed|plural:one figure|# figures} read again, all agree',
  'think.dropped':
    '{queries|plural:One query|# queries}, {samples|plural:one sample|# samples} in {ms} ms; {removed|plural:one figure|# figures} could not be read again and fell out',
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
  'scenario.cpu_spike': 'CPU overload',
  'scenario.memory_leak': 'memory leak',
  'scenario.disk_full': 'full disk',
  'scenario.network_latency': 'network delay',
  'scenario.traffic_surge': 'traffic surge',
  'scenario.server_down': 'server down',
  'scenario.db_overload': 'database overload',
  'group.web': 'web servers',
  'group.db': 'databases',
  'group.cache': 'caches',
  'group.k8s': 'Kubernetes nodes',
  'group.api': 'API servers',
  'group.lb': 'load balancers',
  'group.storage': 'storage servers',
  'group.batch': 'batch servers',
  'group.queue': 'message queues',
  'group.monitoring': 'monitoring servers',
  'group.backup': 'backup servers',
  'group.mail': 'mail servers',
} as const;
