/** English words of a trouble's reach: where it is, what it takes with it, what is downstream. */

/** English dictionary of impacts. */
export const impact = {
  'state.cause': 'Cause',
  'state.taken': 'Taken with it',
  'state.downstream': 'Downstream',
  'state.apart': 'Not affected',
  'hint.cause': 'The trouble is here.',
  'hint.taken': 'Dark or in trouble because of the cause.',
  'hint.downstream': 'Still runs, but depends on what is lost.',
  'facility.feed': 'switch or power of {place}',
  'facility.cooling': 'cooling of {place}',
  'facility.reports': 'way the samples of {place} take',
  'cause.servers': '{n|plural:# server at once|# servers at once}',
  'count.taken': '{n|plural:# server|# servers}',
  requests: '{share} of requests at risk',
  sentence:
    'Cause: {cause}. Taken with it: {taken}. Downstream: {downstream}, of which {suffering} already suffer.',
  emerging: 'Just now, no incident yet',
} as const;
