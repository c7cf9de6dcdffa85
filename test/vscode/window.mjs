// Uses Concord as a person does, with mouse and keyboard, in English and in Chinese: what the suite cannot see from inside.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache, hasSearch, root } from '../setup.mjs';
import { openBrowser, output, startCodeServer } from './codeServer.mjs';
import { copyOf, vsix } from './prepare.mjs';
import { command, goTo, hover, knowledgeBaseIsRead, openFolder, openProblems, openQuickFixes, statusItem } from './workbench.mjs';

const inEnglish = {
  'a broken link is underlined, and the status bar counts it': async page => {
    await page.waitForSelector('.squiggly-error');
    assert.match(await page.locator(statusItem).textContent(), /\b\d+ chapters · \d+ findings\b/);
  },

  'its hover says once what is wrong, and what would be right': async page => {
    await goTo(page, 9, 12);
    await hover(page);
    // What is wrong is shown before what would be right has been asked for.
    const shown = page.locator('.monaco-hover:visible', { hasText: 'Quick fix: Change to “arch.md”' }).first();
    await shown.waitFor();
    const said = await shown.textContent();
    assert.equal(said.match(/does not exist/g)?.length, 1, said);
  },

  'a quick fix is one key away': async page => {
    await goTo(page, 9, 12);
    await openQuickFixes(page);
    await page.locator('.action-widget .monaco-list-row.focused', { hasText: 'arch.md' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
  },

  'the status item leads to the findings': async page => {
    await page.locator(statusItem).click();
    await page.locator('.markers-panel .monaco-list-row:visible', { hasText: 'missing-file' }).first().waitFor();
  },

  'all findings of a kind are fixed after a preview': async page => {
    await command(page, 'Concord: Fix All of a Kind in the Knowledge Base…');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'missing-file' }).first().click();
    const preview = page.locator('.bulk-edit-panel:visible');
    await preview.locator('.monaco-list-row', { hasText: 'repairs.md' }).first().waitFor();
    await preview.getByRole('button', { name: 'Apply' }).click();
    await openProblems(page);
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'repairs.md' }).waitFor({ state: 'detached' });
  },

  'the palette restarts the server': async page => {
    await command(page, 'Concord: Restart Server');
    await page.locator(statusItem, { hasText: /\d chapters/ }).waitFor();
  },

  'concord.json counts before it is saved, and its mistakes are said once': async page => {
    await openProblems(page);
    const linkFindings = page.locator('.markers-panel .monaco-list-row', { hasText: 'missing-anchor' });
    await linkFindings.first().waitFor();
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'concord.json' }).dblclick();
    await page.locator('.tab.active', { hasText: 'concord.json' }).waitFor();
    await goTo(page, 1);
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('{ "rules": { "missing-anchor": "off", "missing-file": "loud" } }');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'Value is not accepted' }).waitFor();
    await linkFindings.first().waitFor({ state: 'detached' });
    assert.equal(await page.locator('.markers-panel .monaco-list-row', { hasText: /must be one of/ }).count(), 0);
    await goTo(page, 1, 14);
    await suggested(page, 'duplicate-definition');
    await page.keyboard.press('Escape');
    await command(page, 'File: Revert File');
    await linkFindings.first().waitFor();
  },
};

/** Where ripgrep is at hand: what VS Code itself looks for stands beside what Concord finds. */
const withSearch = {
  'VS Code finds chapters and headings by itself': async page => {
    await found(page, 'Control+P', 'suspension', 'suspension.md');
    await found(page, 'Control+T', 'Cables', 'Cables');
    assert.equal(await page.locator('.notification-toast:visible .codicon-error').count(), 0);
  },
};

async function found(page, keys, text, answer) {
  await page.keyboard.press(keys);
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.press('End');
  await page.keyboard.type(text);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: answer }).first().waitFor();
  await page.keyboard.press('Escape');
  await input.waitFor({ state: 'hidden' });
}

/** Asks for suggestions until this one is there: the editor's JSON support answers with nothing while it is still reading the schema. */
async function suggested(page, text) {
  const row = page.locator('.suggest-widget .monaco-list-row', { hasText: text });
  for (let tries = 0; tries < 6; tries++) {
    await page.keyboard.press('Control+Space');
    if (
      await row.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      )
    )
      return;
    await page.keyboard.press('Escape');
  }
  await row.waitFor();
}

const inChinese = {
  'status bar, findings and commands speak Chinese': async page => {
    assert.match(await page.locator(statusItem).textContent(), /\d+ 章 · \d+ 个问题/);
    await openProblems(page);
    const finding = await page.locator('.markers-panel .monaco-list-row:visible', { hasText: 'missing-file' }).first().textContent();
    assert.match(finding.replace(/“.*”/, ''), /\p{Script=Han}/u);
    await command(page, 'Concord: 重启服务器');
    await page.locator(statusItem, { hasText: /\d 章/ }).waitFor();
  },
};

let passed = 0;
let failed = 0;
await runIn('en', { ...inEnglish, ...(hasSearch() && withSearch) });
await runIn('zh-cn', inChinese);
console.log(`window: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runIn(locale, tests) {
  const knowledgeBase = copyOf(join(root, 'test/vscode/fixture'));
  let server;
  let browser;
  try {
    server = await startCodeServer({ vsix, locale, settings: { 'editor.hover.delay': 50 } });
    const opened = await openBrowser({ locale });
    browser = opened.browser;
    await openFolder(opened.page, server, knowledgeBase.folder, join(knowledgeBase.folder, 'guide/beam.md'));
    await knowledgeBaseIsRead(opened.page);
    for (const [name, test] of Object.entries(tests)) await runOne(name, test, opened.page, server);
  } catch (error) {
    failed++;
    console.log(`✖ ${locale}\n${error.stack}\n${server ? output(server).slice(-4000) : ''}`);
  } finally {
    await browser?.close();
    await server?.stop();
    knowledgeBase.remove();
  }
}

async function runOne(name, test, page, server) {
  const start = performance.now();
  const took = () => `(${Math.round(performance.now() - start)} ms)`;
  try {
    await test(page);
    passed++;
    console.log(`✔ ${name} ${took()}`);
  } catch (error) {
    failed++;
    const picture = join(cache, 'failures', `${name.replace(/\W+/g, '-')}.png`);
    mkdirSync(join(cache, 'failures'), { recursive: true });
    await page.screenshot({ path: picture });
    console.log(`✖ ${name} ${took()}\n${error.stack}\n${picture}\n${output(server).slice(-4000)}`);
    await page.keyboard.press('Escape');
  }
}
