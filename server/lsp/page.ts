import { randomUUID } from 'node:crypto';
import type { Page } from '../features/panel.ts';
import { language } from '../host/locale.ts';
import { html } from '../model/html.ts';

/** The document of a page: nothing is loaded from anywhere, pictures are data, and only its own style and script count. */
export function documentOf({ title, top = '', body, style, script = '' }: Page): string {
  const nonce = randomUUID();
  const policy = `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${language() === 'en' ? 'en' : 'zh-CN'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
${top}
<main>${body}</main>
<script nonce="${nonce}">{${frame}${script}}</script>
</body>
</html>`;
}

const frame = `
const editor = acquireVsCodeApi();
const main = document.querySelector('main');
const post = message => editor.postMessage(message);
addEventListener('message', ({ data }) => {
  if (typeof data.body !== 'string') return;
  main.innerHTML = data.body;
  dispatchEvent(new Event('redrawn'));
});
`;
