/** English words of working offline and of being installed. */

/** The reference whose keys are the type. */
export const hosting = {
  'offline.unavailable': 'Not available offline in this browser window',
  'offline.installing': 'The app is being stored for offline use',
  'offline.partial':
    'Works offline, but for the language model and the 3-D room ({bytes}). They are fetched when the page is idle, or with their first use.',
  'offline.storing': 'The language model and the 3-D room are being stored',
  'offline.failed':
    'The language model and the 3-D room could not be stored: no network, or no room on this device. Everything else works offline.',
  'offline.ready': 'Everything works offline, the language model and the 3-D room too',
  'offline.carried':
    'The whole app is in this one file and works offline. It has no service worker: it does not update itself and cannot be installed. The browser may refuse to store anything for a page from disk, or share it with other pages from disk.',
  'offline.store': 'Store them now',
  'offline.again': 'Try again',

  'badge.unavailable': 'Online only',
  'badge.installing': 'Storing',
  'badge.partial': 'Offline: partly',
  'badge.storing': 'Storing {share}',
  'badge.failed': 'Offline: partly',
  'badge.ready': 'Offline-ready',
  'badge.carried': 'One file',
} as const;
