// What a person does in the window of VS Code, for scripts that drive it with Playwright. Waits for what is to be seen, never for a time.
import { remoteUri, workbenchUrl } from './codeServer.mjs';

/** The item that says how the knowledge base stands. */
export const statusItem = '[id="concord.concord-kb.concord.status"]';

/** Opens a folder, and a file of it when one is given. */
export async function openFolder(page, server, folder, file) {
  const payload = file ? [['openFile', remoteUri(server, file)]] : [];
  await page.goto(workbenchUrl(server, { folder, payload }));
  await page.waitForSelector('.monaco-workbench .part.statusbar');
  if (file) await page.waitForSelector('.monaco-editor .view-line');
}

/** Until the whole knowledge base has been read and checked. */
export async function knowledgeBaseIsRead(page, timeout = 60_000) {
  await page.waitForSelector(`${statusItem}:not(:has(.codicon-modifier-spin))`, { timeout });
}

/** Quick open with any prefix: `>command`, `:line:column`, `view name`, `@symbol` and so on. The first answer is taken. */
export async function quickOpen(page, text) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(text);
  const row = page.locator('.quick-input-widget .monaco-list-row.focused');
  await row.first().waitFor();
  await page.keyboard.press('Enter');
}

/** Runs a command of the palette by its title. */
export async function command(page, title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(`>${title}`);
  // Commands from before are listed first, so the row is chosen by what it says.
  await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: title }).first().click();
}

/** Puts the cursor of the active editor at a line and a column, both from 1. */
export async function goTo(page, line, column = 1) {
  await quickOpen(page, `:${line}:${column}`);
  await page.waitForSelector('.quick-input-widget', { state: 'hidden' });
  await cursor(page).waitFor();
}

/** Puts the cursor behind the first place of a text in the active editor. */
export async function find(page, text) {
  await page.keyboard.press('Control+F');
  const input = page.locator('.find-widget.visible textarea[aria-label="Find"]');
  await input.fill(text);
  await page.locator('.find-widget .matchesCount').filter({ hasText: / of / }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

/** Moves the mouse onto the character right of the cursor and waits for the hover to be complete. */
export async function hover(page) {
  const box = await cursor(page).boundingBox();
  if (!box) throw new Error('The cursor cannot be seen.');
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.move(box.x + 4, box.y + box.height / 2, { steps: 3 });
  await page.waitForSelector('.monaco-editor .monaco-hover:not(.hidden) .hover-contents');
  await page.waitForFunction(() => !document.querySelector('.monaco-hover:not(.hidden)')?.textContent?.includes('Loading...'));
}

/** The menu of fixes at the cursor. Right after a change there may be none yet: then it is asked for again. */
export async function openQuickFixes(page) {
  const menu = page.locator('.action-widget .monaco-list-row:visible');
  const none = page.locator('.monaco-editor-overlaymessage:visible');
  for (let attempt = 0; attempt < 10; attempt++) {
    await page.keyboard.press('Control+.');
    await menu.or(none).first().waitFor();
    if (await menu.first().isVisible()) return;
    await page.keyboard.press('Escape');
    await none.waitFor({ state: 'hidden' });
  }
  throw new Error('There are no fixes at the cursor.');
}

export async function openProblems(page) {
  // The key would close it again.
  if (!(await page.locator('.markers-panel').isVisible())) await page.keyboard.press('Control+Shift+M');
  await page.waitForSelector('.markers-panel .monaco-list-row:visible, .markers-panel .message-box-container:visible');
}

const cursor = page => page.locator('.monaco-editor.focused .cursors-layer .cursor').first();
