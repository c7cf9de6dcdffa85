import { t } from '@vscode/l10n';
import { html } from '../model/html.ts';
import type { KbPath } from '../model/path.ts';
import type { Steps } from '../model/steps.ts';
import { pageOf, type Reader, style } from '../overview/page.ts';
import { type Repairable, repairableIn } from '../overview/repairable.ts';
import { listed, standingOf } from '../overview/standing.ts';
import type { Page, Panel } from './panel.ts';

export interface OverviewChoice {
  /** The one folder that is looked at: of which knowledge base, and its path with a slash behind it. */
  readonly within?: readonly [root: string, folder: string];
  /** How often its reader has asked what can be repaired: it is found out once each time, since that takes longer than all else. */
  readonly asked: number;
}

/** What was found out for the page before. */
interface Kept {
  readonly asked: number;
  readonly within: OverviewChoice['within'];
  readonly repairable: ReadonlyMap<string, Repairable>;
}

/** How each knowledge base stands, and what can be done about it. */
export const overview: Panel<OverviewChoice> = {
  id: 'overview',
  initially: { asked: 0 },

  *page(seen, { asked, within }, before): Steps<Page> {
    const kept = before?.kept as Kept | undefined;
    const isKnown = kept?.asked === asked && kept.within === within;
    const repairable = new Map(isKnown ? kept.repairable : []);
    const bodies: string[] = [];
    for (const { workspace } of seen.places()) {
      const { root } = workspace;
      if (within !== undefined && within[0] !== root) continue;
      if (asked > 0 && !isKnown) repairable.set(root, yield* repairableIn(workspace, within?.[1]));
      bodies.push(pageOf(yield* standingOf(workspace, within?.[1]), repairable.get(root), inEditor));
    }
    const empty = `<p>${html(t('Open a folder with Markdown files: how it stands is shown here.'))}</p>`;
    return { title: t('Overview'), body: bodies.join('') || empty, style, script, kept: { asked, within, repairable } satisfies Kept };
  },

  received(message, seen, choice) {
    const { go, count, run, folder } = (message ?? {}) as Posted;
    if (count !== undefined) return { state: { ...choice, asked: choice.asked + 1 } };
    if (folder !== undefined) return { state: chosen(folder) };
    if (run !== undefined && typeof run[0] === 'string') return { run: { command: run[0], args: run.slice(1) } };
    const [root, path] = go ?? [];
    const place = [...seen.places()].find(({ workspace }) => workspace.root === root);
    if (place?.workspace.kb.chapter(path as KbPath) === undefined) return {};
    const start = { line: 0, character: 0 };
    return { goTo: { uri: place.uriOf(path as KbPath), range: { start, end: start } } };
  },
};

/** What the page has posted; of the lists, the first is the root of a knowledge base. */
interface Posted {
  readonly go?: readonly unknown[];
  readonly count?: unknown;
  readonly run?: readonly unknown[];
  readonly folder?: readonly unknown[];
}

function chosen([root, folder]: readonly unknown[]): OverviewChoice {
  const isFolder = typeof root === 'string' && typeof folder === 'string' && folder !== '';
  return isFolder ? { asked: 0, within: [root, folder] } : { asked: 0 };
}

const inEditor: Reader = {
  chapter: path => `<button class="chapter" data-go="${html(path)}">${html(path)}</button>`,

  folder: (path, label) => `<button class="folder" data-folder="${html(path)}">${html(label)}</button>`,

  actions({ root, within, tally, baseline }) {
    const buttons = [
      button(
        t('Accept today’s findings'),
        ['acceptFindings', root, within],
        t('Only what is new from now on is reported.'),
        listed(tally) > 0,
      ),
      button(t('Fix all of a kind…'), ['fixOneKind']),
      button(t('Open concord.json'), ['openConfiguration', root]),
      button(t('Check again'), ['check']),
    ];
    const hint = baseline === undefined ? '' : ` title="${html(baseline.path)}"`;
    return `<p class="actions"${hint}>${buttons.join('')}</p>`;
  },

  actionsOn({ rule }, repairable, { root, within }) {
    // A kind is repaired or switched off everywhere.
    if (within !== '') return '';
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
  const { run, go, folder } = button.dataset;
  const root = button.closest('section').dataset.root;
  if (folder !== undefined) post({ folder: [root, folder] });
  else if (run) post({ run: JSON.parse(run) });
  else if (go) post({ go: [root, go] });
};
const ask = () => main.querySelector('[data-unknown]') && post({ count: 1 });
addEventListener('redrawn', ask);
ask();
`;
