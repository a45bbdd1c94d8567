/** The page's own script: no library, no build step. */
const board = document.querySelector('openmanager-edge');
board.addEventListener('ready', ({ detail }) => {
  document.getElementById('plain-ready').textContent = `${detail.servers} servers`;
});
board.addEventListener('alert', ({ detail }) => {
  const item = document.createElement('li');
  item.textContent = `${detail.severity}: ${detail.rule} on ${detail.server} (${detail.state})`;
  document.getElementById('plain-alerts').append(item);
});
