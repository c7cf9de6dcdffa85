// Takes the pictures of the README from a real VS Code with Concord on the example, in light and dark: `npm run pictures`. Look at them afterwards.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const example = join(root, 'test/example');
const care = '02-Building and Care';

/** What is done in VS Code before a picture, by its name. */
const pictures = {
  repair: ['open README.md', 'goto 14:46', 'quickfix'],
  contents: ['press Escape', `open ${care}/02.2.1-Inspection.md`, 'goto 5:4', 'quickfix'],
  formula: ['press Escape', 'open 附录/A-公式手册.md', 'find \\frac', 'hover'],
  overview: ['press Escape', 'command Concord: Overview', 'wait iframe.webview.ready', 'settle 3000'],
  numbers: ['command View: Close All Editors', 'command Concord: Open Convergence Matrix', 'wait iframe.webview.ready', 'settle 3000'],
  map: ['command View: Close All Editors', 'command Concord: Open Knowledge Map', 'wait iframe.webview.ready', 'settle 3000'],
};

for (const theme of ['light', 'dark']) {
  const steps = Object.entries(pictures).flatMap(([name, before]) => [
    ...before,
    `shot ${join(root, 'docs/images', `${name}-${theme}.png`)}`,
  ]);
  const settings = JSON.stringify({ 'editor.wordWrap': 'on', 'editor.minimap.enabled': false, 'workbench.layoutControl.enabled': false });
  const options = ['--theme', theme, '--size', '1100x700', '--settings', settings, '--folder', example];
  const look = [
    join(root, 'test/vscode/look.mjs'),
    ...options,
    '--out',
    join(root, '.cache/look/last.png'),
    join(example, 'README.md'),
    ...steps,
  ];
  const { status } = spawnSync(process.execPath, look, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}
