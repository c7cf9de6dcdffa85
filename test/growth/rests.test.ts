import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { extract } from '../../server/extract/extract.ts';
import { codeAction } from '../../server/features/codeAction.ts';
import { convergenceLenses } from '../../server/features/convergence/lens.ts';
import { qualifications } from '../../server/features/convergence/qualify.ts';
import { catalogueOf, disputesOf } from '../../server/features/convergence/statements.ts';
import { claimAt, unify } from '../../server/features/convergence/unify.ts';
import type { RequestContext } from '../../server/features/feature.ts';
import { fixEverywhere } from '../../server/features/fixEverywhere.ts';
import { hover } from '../../server/features/hover.ts';
import { references } from '../../server/features/references.ts';
import { rename } from '../../server/features/rename.ts';
import { insertToc, updateToc } from '../../server/features/toc.ts';
import type { Pictures } from '../../server/formula/picture.ts';
import { viewOf } from '../../server/lsp/requestContext.ts';
import { type Claim, claimsIn } from '../../server/model/claims.ts';
import { defaults } from '../../server/model/configuration.ts';
import { exporting } from '../../server/model/exports.ts';
import type { KbPath } from '../../server/model/path.ts';
import type { Steps } from '../../server/model/steps.ts';
import { span } from '../../server/model/text.ts';
import { Moves } from '../../server/reshape/moves.ts';
import { comparing } from '../../server/toc/compare.ts';
import { regenerating } from '../../server/toc/regenerate.ts';
import { tablesOf } from '../../server/toc/table.ts';
import { repairing } from '../../server/workspace/fixes.ts';
import { followingMoves } from '../../server/workspace/moving.ts';
import { openedWorkspace } from '../kb.ts';
import { memoryHost } from '../memoryHost.ts';
import { chapter, type Files, times } from './construct.ts';
import { constructs } from './constructs.ts';
import { StepCounter } from './counting.ts';

const counter = new StepCounter();
after(() => counter.end());

const path = chapter as KbPath;

/** What is done about a chapter, in steps. */
type Work = (view: RequestContext) => Steps<unknown>;

/** The longest of the stretches between two rests, and all of them together, as steps of the program. */
async function stretches(text: string | Files, work: Work): Promise<{ longest: number; all: number; rests: number }> {
  const workspace = await openedWorkspace(memoryHost(typeof text === 'string' ? { [chapter]: text, 'b.md': '# B\n' } : text));
  const view = viewOf(workspace, path, true, other => `file:///${other}`)!;
  const steps = work(view);
  let [longest, all, rests] = [0, 0, 0];
  // The first stretch finds out what there is to do.
  await counter.count(async () => void steps.next());
  for (let isDone = false; !isDone; ) {
    const count = await counter.count(async () => {
      isDone = steps.next().done === true;
    });
    rests++;
    longest = Math.max(longest, count);
    all += count;
  }
  return { longest, all, rests };
}

const textOf = (name: string, size: number): string => constructs.find(construct => construct.name === name)!.make(size)[chapter]!;

function* repairsOfFirst(view: RequestContext): Steps<void> {
  const [finding] = view.workspace.findings(path);
  const fixes = yield* repairing(view.workspace, finding!, path);
  assert(fixes.length > 0);
}

/** Compares a chapter that nobody knows yet with its tables of contents, and mends them. */
function* contents({ text }: RequestContext): Steps<void> {
  const facts = extract(text);
  yield;
  for (const table of tablesOf(facts, defaults.toc)) yield* regenerating(table, yield* comparing(table, facts, defaults.toc), facts, text);
}

/** Makes the first statement's value that of all. */
function* unified(view: RequestContext): Steps<void> {
  const [{ span, subject, metric }] = claimsIn(view.chapter.facts.claims) as readonly [Claim];
  const place = { uri: 'file:///a.md', offset: span.start, subject: subject!, metric };
  assert(claimAt(place, view) !== undefined);
  yield* unify(place, view);
}

/** What is asked about the first place in the text at which something stands. */
const asked = (text: string, view: RequestContext) => ({
  textDocument: { uri: 'file:///a.md' },
  position: view.rangeOf(path, span(view.text.indexOf(text), view.text.indexOf(text))).start,
});

/** Answers the hover at a place. */
function* hovered(text: string, view: RequestContext): Steps<void> {
  const steps = hover.handle(asked(text, view), view, { macros: {} } as Pictures, async () => undefined) as Steps<unknown>;
  assert((yield* steps) !== undefined);
}

/** Answers the references to what stands at a place. */
function* referenced(text: string, view: RequestContext): Steps<void> {
  const params = { ...asked(text, view), context: { includeDeclaration: true } };
  const steps = references.handle(params, view, { macros: {} } as Pictures, async () => undefined) as Steps<readonly unknown[]>;
  assert((yield* steps).length > 1);
}

/** Gives what stands at a place another name. */
function* renamedAt(text: string, view: RequestContext): Steps<void> {
  const params = { ...asked(text, view), newName: 'Another' };
  const steps = rename.handle(params, view, { macros: {} } as Pictures, async () => undefined) as Steps<WorkspaceEdit | undefined>;
  assert((yield* steps) !== undefined);
}

/** Marks the first statement as said of another time or scope. */
function* qualified(view: RequestContext): Steps<void> {
  const [{ span, subject, metric }] = claimsIn(view.chapter.facts.claims) as readonly [Claim];
  const place = { uri: 'file:///a.md', offset: span.start, subject: subject!, metric };
  assert((yield* qualifications(place, view, 2026)).length > 0);
}

/** Answers the code actions of a kind for all of the chapter. */
function* actedOn(only: string, view: RequestContext): Steps<void> {
  const range = view.rangeOf(path, span(0, view.text.length));
  const params = { textDocument: { uri: 'file:///a.md' }, range, context: { diagnostics: [], only: [only] } };
  const steps = codeAction.handle(params, view, { macros: {} } as Pictures, async () => undefined) as Steps<readonly unknown[]>;
  assert((yield* steps).length > 0);
}

/** Mends all that a rule has found. */
function* mended(rule: string, view: RequestContext): Steps<void> {
  assert((yield* fixEverywhere(rule, [view])) !== null);
}

/** One value of a thing, and another one again and again. */
const contradicting = (n: number): string => times(n, i => `- 甲桥收敛度 ${i === 0 ? 45 : 40}%\n`);

const kinds: Readonly<Record<string, { readonly text: (size: number) => string | Files; readonly work: Work }>> = {
  'a table of contents that lacks half': { text: n => textOf('a table of contents that lacks half', n), work: contents },
  'a table of contents of changed titles': { text: n => textOf('a table of contents of changed titles', n), work: contents },
  'a table of contents that is dead': { text: n => textOf('a table of contents that is dead', n), work: contents },
  'a table of contents in another order': { text: n => textOf('a table of contents in another order', n), work: contents },
  'a table of contents, nested': { text: n => textOf('a table of contents, nested', n), work: contents },
  'mending a table of contents': { text: n => textOf('a table of contents that lacks half', n), work: repairsOfFirst },
  'what a chapter with many links tells': {
    text: n => times(n, i => `[x](no${i}.md) [y](#y${i})\n\n`),
    work: ({ chapter: { facts } }) => exporting(path, facts, defaults.links),
  },
  'mending formulas that GitHub does not typeset': { text: n => times(n, i => `$\\R_${i % 10} x_{${i}}$\n\n`), work: repairsOfFirst },
  'the lenses of sections': {
    text: n => times(n, i => `## 桥${i}\n\n桥${i}收敛度 45%。\n\n桥${i}收敛度 50%。\n\n`),
    work: view => convergenceLenses('file:///a.md', view),
  },
  'unifying statements': { text: n => times(n, i => `- 甲桥收敛度 ${i % 90}%\n`), work: unified },
  'the hover of a statement': { text: contradicting, work: view => hovered('4', view) },
  'all places that state one thing': { text: contradicting, work: view => referenced('4', view) },
  'taking over a value': { text: contradicting, work: repairsOfFirst },
  'saying of what time or scope a value is': { text: contradicting, work: qualified },
  'the hover of a link to where many lead': { text: n => times(n, () => '[x](b.md)\n\n'), work: view => hovered('[x]', view) },
  'all links to one place': { text: n => times(n, () => '[x](b.md#b)\n\n'), work: view => referenced('b.md', view) },
  'all links to one address': { text: n => times(n, () => '[x](http://b.org)\n\n'), work: view => referenced('http', view) },
  'renaming a heading that many links lead to': {
    text: n => `# One\n\n${times(n, () => '[One](#one)\n\n')}`,
    work: view => renamedAt('One', view),
  },
  'renaming an anchor that many links lead to': {
    text: n => `<a id="one"></a>\n\n${times(n, () => '[One](#one)\n\n')}`,
    work: view => renamedAt('one', view),
  },
  'counting headings anew': {
    text: n => times(n, i => `## ${i + 1 + (i % 2)}. Part\n\n[x](#${i + 1 + (i % 2)}-part)\n\n`),
    work: repairsOfFirst,
  },
  'bringing a table of contents up to date': { text: n => textOf('a table of contents that lacks half', n), work: updateToc },
  'giving a chapter a table of contents': { text: n => `# A\n\n${times(n, i => `## Part ${i}\n\n`)}`, work: insertToc },
  'mending all that a rule has found': { text: n => times(n, () => '[y](B.md)\n\n'), work: view => mended('path-case', view) },
  'what can be done about a whole chapter': { text: n => times(n, () => '[y](B.md)\n\n'), work: view => actedOn('quickfix', view) },
  'writing formulas of a whole chapter in TeX': {
    text: n => times(n, i => `The code \`x_${i} = α² + β\` is one.\n\n`),
    work: view => actedOn('refactor.rewrite', view),
  },
  'following a folder that moves': {
    text: n =>
      Object.fromEntries([['a.md', '# A\n'], ...Array.from({ length: n }, (_, i) => [`f/c${i}.md`, `[x](../a.md) [y](c${i + 1}.md)\n`])]),
    work: ({ workspace }) => followingMoves(new Moves([{ from: 'f' as KbPath, to: 'g/h' as KbPath }]), workspace),
  },
  'following what many chapters lead to': {
    text: n => Object.fromEntries([['a.md', '# A\n'], ...Array.from({ length: n }, (_, i) => [`c${i}.md`, '[x](a.md)\n'])]),
    work: ({ workspace }) => followingMoves(new Moves([{ from: path, to: 'g/h.md' as KbPath }]), workspace),
  },
  'gathering statements': { text: n => times(n, i => `- 桥${i}收敛度 45%\n`), work: view => catalogueOf(view.workspace) },
  'gathering disputes': { text: n => times(n, i => `[x](no${i}.md)\n\n`), work: view => disputesOf(view.workspace) },
};

const size = 400;
/** What is gone through without a rest is so little for each thing that ten thousand of them take some ten milliseconds. */
const perThing = 100;

describe('what is done about a long chapter rests again and again', () => {
  for (const [kind, { text, work }] of Object.entries(kinds))
    it(kind, async () => {
      await stretches(text(40), work);
      const { longest, all, rests } = await stretches(text(size), work);
      assert(longest < perThing * size, `${longest} of ${all} steps at a stretch, ${rests} rests`);
      assert(all > longest && rests > 2, `${rests} rests`);
    });
});
