/** English words of detection beside the charts: unusual stretches, the server's score, budget, warm-up, detectors' opinions. */

/** Messages about detection on one server. */
export const detection = {
  'unusual.title': 'Unusual behaviour',
  'unusual.note': 'last {range}',
  'unusual.none': 'Nothing unusual. {n|plural:One metric|# metrics} judged.',
  'unusual.noneYet': 'Nothing is judged yet: detection still learns what is usual here.',
  'unusual.open': 'lasts',
  'unusual.all': '{n|plural:Show one more|Show # more}',
  'unusual.fewer': 'Show fewer',

  'score.label': 'Anomaly score',
  'score.value': '{score}, the line is {line}',
  'score.of': 'most from {terms}',
  'score.term': '{metric} {score}',
  'score.how':
    'A server’s score adds up its three most anomalous metrics, each by its score and how far it has just moved, at the highest of its last three samples, held against what this server has shown in the last days. At {line} it stands out as a whole: one certain metric, two at their own line, or three not far from it.',
  'budget.label': 'Alarm budget',
  'budget.used': '{used} of {budget} used',
  'budget.line': 'limits at {factor}×',
  'budget.how':
    'Detection may raise {budget|plural:# alarm|# alarms} a day on this server. Each alarm raises the server’s limits, each calm hour lowers them; what is used fades within a day.',
  'budget.change': 'Change sensitivity',
  'learning.label': 'Learning',
  'learning.done': 'done, every kind of evidence speaks',
  'learning.share': '{share} learnt',
  'learning.unscored': '{n|plural:one metric has|# metrics have} no score yet',
  'learning.how':
    'First scores come after {first} samples of a metric; “never been here” and “unlike this hour” need {full}. Until then detection does not vouch for this server.',
  how: 'How this is computed',

  'opinions.title': 'What each detector says',
  'opinions.note': '{n} detectors, one metric',
  'opinions.metric': 'Metric',
  'opinions.ask': 'Ask the detectors',
  'opinions.again': 'Ask again',
  'opinions.cancel': 'Cancel',
  'opinions.progress': '{done} of {all} have answered',
  'opinions.explain':
    'Replays the last {range} of this metric through every detector of the list. Only the ensemble raises anomalies here; the others are shown for comparison.',
  'opinions.at': 'At {time}, over {range}',
  'opinions.decides': 'decides',
  'opinions.named': 'named detector',
  'opinions.baseline': 'baseline',
  'opinions.unusual': 'Unusual',
  'opinions.calm': 'Usual',
  'opinions.learning': 'learning {share}',
  'opinions.noSample': 'no sample',
  'opinions.count': '{n|plural:one stretch|# stretches}',
  'opinions.course': 'Scores of {detector} over the window',
  'opinions.expected': 'expects {low} to {high}',
} as const;
