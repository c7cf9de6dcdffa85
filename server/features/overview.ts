import { t } from '@vscode/l10n';
import { html } from '../model/html.ts';
import type { KbPath } from '../model/path.ts';
import type { Steps } from '../model/steps.ts';
import { pageOf, type Reader, style } from '../overview/page.ts';
import { type Repairable, repairableIn } from '../overview/repairable.ts';
import { listed, standingOf } from '../overview/standing.ts';
import type { Page, Panel } from './panel.ts';

interface Choice {
  /** How often its reader has asked what can be repaired: it is found out once each time, since that takes longer than all else. */
  readonly asked: number;
}

/** What was found out for the page before. */
interface Kept {
  readonly asked: number;
  readonly repairable: ReadonlyMap<string, Repairable>;
}

/** How each knowledge base stands, and what can be done about it. */
export const overview: Panel<Choice> = {
  id: 'overview',
  initially: { asked: 0 },

  *page(seen, { asked }, before): Steps<Page> {
    const kept = before?.kept as Kept | undefined;
    const isKnown = kept?.asked === asked;
    const repairable = new Map(isKnown ? kept.repairable : []);
    const bodies: string[] = [];
    for (const { workspace } of seen.places()) {
      const { root } = workspace;
      if (asked > 0 && !isKnown) repairable.set(root, yield* repairableIn(workspace));
      bodies.push(pageOf(yield* standingOf(workspace), repairable.get(root), inEditor));
    }
    const empty = `<p>${html(t('Open a folder with Markdown files: how it stands is shown here.'))}</p>`;
    return { title: t('Overview'), body: bodies.join('') || empty, style, script, kept: { asked, repairable } };
  },

  received(message, seen, { asked }) {
    const { go, count, run } = (message ?? {}) as { go?: readonly unknown[]; count?: unknown; run?: readonly unknown[] };
    if (count !== undefined) return { state: { asked: asked + 1 } };
    if (run !== undefined && typeof run[0] === 'string') return { run: { command: run[0], args: run.slice(1) } };
    const [root, path] = go ?? [];
    const place = [...seen.places()].find(({ workspace }) => workspace.root === root);
    if (place?.workspace.kb.chapter(path as KbPath) === undefined) return {};
    const start = { line: 0, character: 0 };
    return { goTo: { uri: place.uriOf(path as KbPath), range: { start, end: start } } };
  },
};

const inEditor: Reader = {
  chapter: path => `<button class="chapter" data-go="${html(path)}">${html(path)}</button>`,

  actions({ root, tally, baseline }) {
    const buttons = [
      button(t('Accept today’s findings'), ['acceptFindings', root], t('Only what is new from now on is reported.'), listed(tally) > 0),
      button(t('Fix all of a kind…'), ['fixOneKind']),
      button(t('Open concord.json'), ['openConfiguration', root]),
      button(t('Check again'), ['check']),
    ];
    const hint = baseline === undefined ? '' : ` title="${html(baseline.path)}"`;
    return `<p class="actions"${hint}>${buttons.join('')}</p>`;
  },

  actionsOn({ rule }, repairable, { root }) {
    const fix = repairable === undefined || repairable > 0 ? button(t('Repair…'), ['fixEverywhere', rule.id]) : '';
    return `${rule.repairs === 'certain' ? fix : ''} ${button(t('Switch off'), ['setSeverity', root, rule.id, 'off'])}`;
  },
};

const button = (label: string, run: readonly string[], title = '', isFirst = false): string =>
  `<button${isFirst ? ' class="first"' : ''} title="${html(title)}" data-run="${html(JSON.stringify(run))}">${html(label)}</button>`;

/** Clicks are told; what can be repaired is asked for once the page is to be seen. */
const script = `
main.onclick = ({ target }) => {
  const button = target.closest('button');
  if (!button) return;
  const { run, go } = button.dataset;
  if (run) post({ run: JSON.parse(run) });
  else if (go) post({ go: [button.closest('section').dataset.root, go] });
};
post({ count: 1 });
`;
