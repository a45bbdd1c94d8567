/** English words of what the first paint does without: notices, what stands in for a failed screen, the live region. */

/** Messages that come later, if at all. */
export const aside = {
  'notice.dismiss': 'Dismiss',
  'notice.offline':
    'You are offline. Everything here runs in your browser, so all of it keeps working.',
  'notice.update': 'A new version is ready.',
  'notice.reload': 'Reload now',
  'notice.denied':
    'This browser refuses to store data here. Everything works, but is forgotten when the tab closes.',
  'notice.settings': 'Settings cannot be stored here and last as long as this tab.',
  'notice.newer':
    'This link was made by another version of the app. What this one understands of it is shown; update the app to see all of it.',
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
