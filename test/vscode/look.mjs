// Shows Concord in a real VS Code, as pictures. `node test/vscode/look.mjs --help` says how.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, installDependencies } from '../setup.mjs';

const help = `Opens a folder or a file in a real VS Code with Concord, does what the steps say, and takes screenshots.

    node test/vscode/look.mjs [options] FOLDER|FILE [STEP …]

A FILE is opened in its knowledge base: the nearest folder above with a concord.json, else --folder, else its own folder.
The package is rebuilt when a source has changed. Several may run at once. About ten seconds each.

Options
    --folder PATH       the folder to open
    --theme NAME        light (default), dark, hc-light, hc-dark
    --locale NAME       display language, e.g. zh-cn (Concord's own texts; VS Code's stay English), default en
    --size WxH          window size, default 1400x900
    --zoom N            pixels per pixel, default 1
    --settings JSON     VS Code settings, as JSON or as the path of a file
    --untrusted         in restricted mode
    --no-wait           do not wait until the knowledge base has been read
    --out PATH          the picture after the last step, default .cache/look/look.png
    --log               print the output channel and VS Code's messages at the end

Steps, each one argument
    goto LINE[:COLUMN]  cursor there, from 1          hover               the hover at the cursor
    find TEXT           cursor behind the first TEXT  quickfix            the menu of fixes at the cursor
    open FILE           another of the folder         problems            the Problems panel
    press KEYS          F12, Control+Space, …         command TITLE       from the palette
    type TEXT           as typed                      view NAME           a view, e.g. Output
    click SELECTOR      CSS or text=…                 wait SELECTOR       until it is to be seen
    text SELECTOR       print what it says            shot PATH           a picture now
    point SELECTOR      the mouse onto it         settle MILLISECONDS what pages draw by themselves

Examples
    node test/vscode/look.mjs test/example/README.md "goto 12:5" hover
    node test/vscode/look.mjs --theme dark --locale zh-cn test/example/README.md problems "shot problems.png" "goto 20:8" quickfix
`;

const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'hc-light': 'Default High Contrast Light',
  'hc-dark': 'Default High Contrast',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    theme: { type: 'string', default: 'light' },
    locale: { type: 'string', default: 'en' },
    size: { type: 'string', default: '1400x900' },
    zoom: { type: 'string', default: '1' },
    settings: { type: 'string', default: '{}' },
    untrusted: { type: 'boolean', default: false },
    'no-wait': { type: 'boolean', default: false },
    out: { type: 'string', default: join(cache, 'look', 'look.png') },
    log: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [path, ...steps] = positionals;
if (values.help || !path) {
  console.log(help);
  process.exit(values.help ? 0 : 2);
}
if (!themes[values.theme]) throw new Error(`No theme ${values.theme}; there are ${Object.keys(themes).join(', ')}.`);

installDependencies();
const { openBrowser, output, startCodeServer } = await import('./codeServer.mjs');
const { refreshPackage, vsix } = await import('./prepare.mjs');
const workbench = await import('./workbench.mjs');

const file = statSync(path).isFile() ? resolve(path) : undefined;
const folder = resolve(values.folder ?? (file ? knowledgeBaseOf(file) : path));
const [width, height] = values.size.split('x').map(Number);
const settings = JSON.parse(values.settings.trimStart().startsWith('{') ? values.settings : readFileSync(values.settings, 'utf8'));

refreshPackage();
const server = await startCodeServer({
  vsix,
  locale: values.locale,
  trusted: !values.untrusted,
  settings: { 'workbench.colorTheme': themes[values.theme], 'editor.hover.delay': 50, ...settings },
});
let browser;
try {
  const opened = await openBrowser({ width, height, locale: values.locale, zoom: Number(values.zoom) });
  browser = opened.browser;
  const { page } = opened;
  const messages = [];
  page.on('console', message => messages.push(`${message.type()}: ${message.text()}`));
  try {
    await open(page, file);
    for (const step of steps) await take(page, step);
  } finally {
    await shoot(page, values.out);
    if (values.log) console.log(`${messages.join('\n')}\n${server.output()}\n${output(server)}`);
  }
} finally {
  await browser?.close();
  await server.stop();
}

async function open(page, file) {
  await workbench.openFolder(page, server, folder, file);
  if (!values['no-wait']) await workbench.knowledgeBaseIsRead(page);
}

async function take(page, step) {
  const [, verb, rest] = /^(\S+)\s*(.*)$/s.exec(step) ?? [];
  const actions = {
    goto: () => workbench.goTo(page, ...rest.split(':').map(Number)),
    find: () => workbench.find(page, rest),
    open: () => open(page, resolve(folder, rest)),
    hover: () => workbench.hover(page),
    quickfix: () => workbench.openQuickFixes(page),
    problems: () => workbench.openProblems(page),
    press: () => page.keyboard.press(rest),
    type: () => page.keyboard.type(rest),
    command: () => workbench.command(page, rest),
    view: () => workbench.quickOpen(page, `view ${rest}`),
    click: () => page.locator(rest).first().click(),
    point: () => page.locator(rest).first().hover(),
    wait: () => page.locator(rest).first().waitFor(),
    settle: () => page.waitForTimeout(Number(rest)),
    text: async () => console.log(await page.locator(rest).allInnerTexts()),
    shot: () => shoot(page, rest),
  };
  if (!Object.hasOwn(actions, verb)) throw new Error(`No step “${step}”; --help lists them.`);
  try {
    await actions[verb]();
  } catch (error) {
    error.message = `step “${step}”: ${error.message}`;
    throw error;
  }
}

async function shoot(page, path) {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  // Two frames, so that what has just changed is drawn.
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path });
  console.log(resolve(path));
}

function knowledgeBaseOf(file) {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (statSync(join(folder, 'concord.json'), { throwIfNoEntry: false })) return folder;
  }
  return dirname(file);
}
