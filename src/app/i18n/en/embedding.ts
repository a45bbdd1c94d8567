/** English words of the settings card that makes the code for a portal. */

/** The reference whose keys are the type. */
export const embedding = {
  note: 'This console in a page of your own',
  how: 'As',
  'how.element': 'Element',
  'how.iframe': 'Iframe',
  view: 'Screen',
  look: 'Look',
  'look.auto': 'Auto',
  'look.light': 'Light',
  'look.dark': 'Dark',
  code: 'Code for the page',
  copy: 'Copy code',
  copied: 'Copied',
  denied: 'The browser does not allow copying: select the code instead.',
  see: 'See it in a portal',
  'fact.keys': 'Holds no keys and keeps nothing on the device of the reader',
  'fact.follows': 'Follows theme, language and colours the page sets',
  'fact.asks': 'Asks its reader before it shows real servers',
  'fact.hosts': 'The host of this console names the pages that may frame it: OM_EMBED_ORIGINS',
  file: 'This copy is one file opened from a disk. Put the built folder on a web host to embed it.',
  'source.file':
    'A file is handed over by the page: element.file = blob, or client.openFile(blob).',
  'source.iframe':
    'In an iframe the page names the servers through the client: client.openLive("{url}").',
  'source.locked':
    'A source with a password is not shown in other pages; the code shows the simulated fleet.',
} as const;
