/** English words for why something was found unusual: the evidence, what it expected, how far off the value was. */

/** Messages about the reason of an anomaly. */
export const reasons = {
  'kind.jump': 'Sudden jump',
  'kind.shift': 'Level shift',
  'kind.territory': 'New territory',
  'kind.rhythm': 'Unlike this hour',
  'kind.level': 'Level never seen',
  'kind.window': 'Outside its window',

  'why.jump': '{metric} jumped to {value}; after its last samples {low} to {high} was expected.',
  'why.shift': '{metric} has shifted to {value}; its level so far made {low} to {high} expected.',
  'why.territory':
    '{metric} has never been at {value} before; the nearest it knows is {low} to {high}.',
  'why.rhythm': '{metric} at {value} is unlike this time of day, which brings {low} to {high}.',
  'why.level':
    'The smoothed level of {metric} is where it has never been: {value} now, {low} to {high} known.',
  'why.window': '{metric} at {value} lies outside what its last samples allow, {low} to {high}.',
  'why.unranged': '{metric} at {value}. {kind}; what was expected instead is not known.',
  'why.none': '{metric} at {value}. The detector gave no reason.',

  'brief.jump': 'Jump',
  'brief.shift': 'Shift',
  'brief.territory': 'New value',
  'brief.rhythm': 'Odd for this hour',
  'brief.level': 'New level',
  'brief.window': 'Outlier',
  'short.ranged': '{kind}, expected {low}–{high}',
  'off.above': '{distance} above',
  'off.below': '{distance} below',
  'off.sigma': '{value}σ',
  'off.sigmaMost': 'over {value}σ',
  'off.strength': '{n}× its limit',
  'off.points': '{n|plural:# point|# points}',
  'off.degrees': '{n|plural:# degree|# degrees}',
  'when.open': 'since {start}, for {duration}',
  'when.once': '{start}, {duration}',
  'when.over': '{start} – {end}, {duration}',
} as const;
