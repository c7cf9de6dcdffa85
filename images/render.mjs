// Draws icon.png from icon.svg; the marketplace and VS Code's list of extensions want a PNG.   node images/render.mjs
import { readFileSync } from 'node:fs';
import { openBrowser } from '../test/vscode/codeServer.mjs';

const { browser, page } = await openBrowser({ width: 128, height: 128 });
const svg = readFileSync(new URL('icon.svg', import.meta.url), 'utf8');
await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 128px; height: 128px }</style>${svg}`);
await page.screenshot({ path: new URL('icon.png', import.meta.url).pathname, omitBackground: true });
await browser.close();
