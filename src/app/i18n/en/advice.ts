/** English advice of the recommendation knowledge base: by metric, role and pattern. */

/** Reference dictionary of advice. */
export const advice = {
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
  'advice.cpu.demand':
    'Demand grew with it: add an instance or limit the rate before tuning anything.',
  'advice.cpu.alone':
    'Demand is as usual, so look for work of its own: a batch job, a backup, a runaway process.',
  'advice.cpu.db':
    'Look for slow queries and missing indexes: EXPLAIN, pg_stat_activity or SHOW PROCESSLIST.',
  'advice.cpu.web':
    'Check worker counts and what is rendered or compressed per request; cache what repeats.',
  'advice.cpu.api':
    'Profile the busiest endpoint; look for retries and for loops over remote calls.',
  'advice.cpu.cache': 'Look for hot keys and slow commands: redis-cli --hotkeys, SLOWLOG GET.',
  'advice.cpu.proxy': 'Check TLS handshakes and keep-alive; let sessions be resumed.',
  'advice.cpu.k8s': 'See which pod it is: kubectl top pods -A; then its requests and limits.',
  'advice.cpu.batch': 'Move the job to a quiet hour or give it a CPU quota.',
  'advice.memory.rising':
    'It grows steadily, which is what a leak looks like: restart one instance and compare.',
  'advice.memory.demand': 'Memory rose with demand: check session and cache sizes per request.',
  'advice.memory.db':
    'Check buffer sizes and the number of connections; every connection costs memory.',
  'advice.memory.app': 'Take a heap dump before the restart; afterwards the evidence is gone.',
  'advice.memory.cache': 'Check maxmemory and the eviction policy: INFO memory, MEMORY DOCTOR.',
  'advice.memory.k8s':
    'Look for OOMKilled pods and for pods without a limit: kubectl describe node.',
  'advice.memory.queue': 'Check the heap and the page cache apart; brokers need both.',
  'advice.disk.filling':
    'Free space before the predicted time, starting with what can be made again.',
  'advice.disk.db':
    'Check write-ahead logs, binary logs and idle replication slots before deleting anything.',
  'advice.disk.queue': 'Lower the retention of the largest topics.',
  'advice.disk.storage': 'Remove old snapshots first; they hold deleted files.',
  'advice.disk.backup': 'Thin out old generations by the retention rule; test one restore.',
  'advice.disk.monitoring': 'Shorten retention or drop series with too many labels.',
  'advice.disk.mail': 'Empty queues of undeliverable mail and old mailboxes.',
  'advice.io.alone': 'Demand is as usual: look for a backup, a checkpoint or a long scan.',
  'advice.io.db': 'Look for full scans and checkpoints: pg_stat_io, the slow query log.',
  'advice.io.storage': 'See which client reads or writes most: nfsiostat, iotop -oa.',
  'advice.io.queue': 'Spread partitions over disks; check for consumers that read from the start.',
  'advice.latency.downstream':
    'Start at the server named as the likelier cause; this one only waits for it.',
  'advice.latency.demand': 'Demand grew with it: add instances or shed load at the edge.',
  'advice.latency.db':
    'Look for locks and long transactions: pg_stat_activity, SHOW ENGINE INNODB STATUS.',
  'advice.latency.api': 'Check connection pools and the time limits of calls to other services.',
  'advice.latency.proxy': 'Compare upstream times in the access log; take the slow upstream out.',
  'advice.latency.cache': 'Check the hit ratio and slow commands: INFO stats, SLOWLOG GET.',
  'advice.latency.web': 'See whether time goes into rendering or into waiting for the API.',
  'advice.errors.downstream':
    'Errors come up from the server named as the likelier cause; mend that one first.',
  'advice.errors.proxy':
    'Tell 502 from 504: a refused connection is a dead upstream, a timeout a slow one.',
  'advice.errors.api':
    'Group by endpoint and by dependency; the newest deployment is the first suspect.',
  'advice.net.proxy': 'Check connection tables and ports in use: ss -s, conntrack -S.',
  'advice.net.storage': 'Keep bulk copies out of the hours of requests, or limit their rate.',
} as const;
