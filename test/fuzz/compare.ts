import { isDeepStrictEqual } from 'node:util';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { type Random, randomOf } from '../random.ts';
import { answers, paramsOf } from './ask.ts';
import type { Client } from './client.ts';
import { perform, tell } from './perform.ts';
import type { World } from './world.ts';

/** What a server says, each part under a name that tells what it is. */
type Said = Map<string, unknown>;

/** What is asked of both servers, beside the repairs. */
interface Question {
  readonly method: string;
  readonly params: object;
  readonly name: string;
}

/** So many chapters have all their repairs compared at one time. */
const chaptersAtOnce = 4;
/** So many findings of one. */
const findingsAtOnce = 12;

/**
 * Tells the server all that it has not been told, and compares what it says with what a fresh one says: findings with their related places, their repairs, what is linked, what is counted, and
 * answers about a text that has just been edited. Answers what differs.
 */
export async function differences(world: World, seed: number): Promise<string[]> {
  const random = randomOf(seed);
  await answers(world);
  for (let files = shuffled(world.untold.splice(0), random); files.length > 0; ) await tell(files.splice(0, 1 + random.below(4)), world);
  await world.server.settled();

  const [questions, edited] = await questionsAfterEdit(world, random);
  const atOnce = await answered(world.server, questions);
  await world.server.settled();
  const fresh = await world.fresh(files => shuffled(files, random));
  try {
    const chapters = shuffled([...new Set([...world.server.published.keys(), ...fresh.published.keys()])].sort(), random);
    const asked = chapters.filter(uri => uri.endsWith('.md')).slice(0, chaptersAtOnce);
    const all = [...questions, ...linksOf(world)];
    const [ours, right] = [await said(world.server, asked, all), await said(fresh, asked, all)];
    return [
      ...world.faults.splice(0),
      ...[...world.server.complaints.splice(0), ...fresh.complaints].map(complaint => `logged: ${complaint}`),
      ...differing(ours, right, ''),
      ...differing(atOnce, await answered(fresh, questions), ` (asked at once, after an edit in ${edited})`),
    ].map(difference => difference.replaceAll(world.uri(''), ''));
  } finally {
    await fresh.stop();
  }
}

/** Edits an open chapter, and answers questions about it. */
async function questionsAfterEdit(world: World, random: Random): Promise<[Question[], string]> {
  const open = [...world.documents.keys()].filter(file => file.endsWith('.md'));
  if (open.length === 0) return [[], ''];
  const file = random.oneOf(open);
  const { length } = world.documents.get(file)!.text;
  await perform(
    { do: 'edit', file, changes: [{ at: random.below(length + 1), remove: random.below(3), insert: random.oneOf(['', '\n', 'x']) }] },
    world,
  );
  const { text } = world.documents.get(file)!;
  const questions: Question[] = [];
  for (const method of methods)
    for (let i = 0; i < 3; i++) {
      const at = placeIn(text, random);
      questions.push({ method, params: paramsOf(world.uri(file), text, at), name: `${method} in ${file} at ${at}` });
    }
  return [questions, file];
}

const methods = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/prepareRename',
  'textDocument/rename',
  'textDocument/documentSymbol',
  'textDocument/documentLink',
  'textDocument/codeLens',
];

/** A place where something may be said, or anywhere. */
export function placeIn(text: string, random: Random): number {
  const places = [...text.matchAll(/\]\(|#|\$|\[|%/g)];
  return places.length === 0 || random.below(3) === 0 ? random.below(text.length + 1) : random.oneOf(places).index + random.below(4);
}

const linksOf = (world: World): Question[] =>
  [...world.documents.keys()]
    .filter(file => file.endsWith('.md'))
    .map(file => ({
      method: 'textDocument/documentLink',
      params: { textDocument: { uri: world.uri(file) } },
      name: `links in ${file}`,
    }));

async function answered({ connection }: Client, questions: readonly Question[]): Promise<Said> {
  const said: Said = new Map();
  const asked = questions.map(({ method, params }) =>
    connection.sendRequest(method, params).catch((error: { code: number; message: string }) => `${error.code}: ${error.message}`),
  );
  for (const [i, answer] of (await Promise.all(asked)).entries()) said.set(questions[i]!.name, drawn(sorted(answer)));
  return said;
}

async function said(client: Client, chapters: readonly string[], questions: readonly Question[]): Promise<Said> {
  const said: Said = new Map(await answered(client, questions));
  // Not the item: what it says is these.
  const { state, chapters: many, findings, hints } = client.status ?? {};
  said.set('status', { state, chapters: many, findings, hints });
  for (const [uri, diagnostics] of client.published) said.set(`findings in ${uri}`, diagnostics.map(plain));
  for (const uri of chapters) {
    for (const diagnostic of (client.published.get(uri) ?? []).slice(0, findingsAtOnce)) {
      const actions = await client.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
        textDocument: { uri },
        range: diagnostic.range,
        context: { diagnostics: [] },
      });
      said.set(`repairs in ${uri} at ${JSON.stringify(diagnostic.range)}`, actions?.map(withPlain));
    }
    const all = await client.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll.concord'] },
    });
    said.set(`all repairs in ${uri}`, all);
  }
  return said;
}

/** Where the page of the rule lies depends on where the server lies. */
const plain = ({ codeDescription: _, ...diagnostic }: Diagnostic): Diagnostic => diagnostic;
const withPlain = (action: CodeAction): CodeAction =>
  action.diagnostics === undefined ? action : { ...action, diagnostics: action.diagnostics.map(plain) };

function differing(ours: Said, right: Said, when: string): string[] {
  return [...new Set([...ours.keys(), ...right.keys()])].flatMap(name => {
    const [is, should] = [ours.get(name), right.get(name)];
    // What is found in a text is not awaited.
    if (when !== '' && is === null && name.startsWith('textDocument/hover')) return [];
    // Where drawing takes too long, a hover is without its picture.
    if (isDrawn(is) !== isDrawn(should)) return [];
    return isDeepStrictEqual(is, should) ? [] : [`${name}${when}:\n${shown(is, should)}`];
  });
}

/** An editor sorts what it completes, and places by their files. */
function sorted(answer: unknown): unknown {
  const { items } = (answer ?? {}) as { items?: { sortText?: string; label: string }[] };
  if (Array.isArray(answer)) return answer.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const keyOf = ({ sortText = '', label }: { sortText?: string; label: string }) => `${sortText} ${label}`;
  return items === undefined ? answer : { ...(answer as object), items: items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

/** A picture of a formula, whatever it is: no two are the same. */
const drawn = (answer: unknown): unknown =>
  isDrawn(answer) ? JSON.parse(JSON.stringify(answer).replace(/data:image\/svg\+xml;base64,[\w+/=]*/g, 'data:image/')) : answer;

const isDrawn = (answer: unknown): boolean => JSON.stringify(answer)?.includes('data:image/') ?? false;

const listOf = (one: unknown): unknown[] => {
  const { items } = Object(one) as { items?: unknown[] };
  return Array.isArray(one) ? one : (items ?? (one === undefined ? [] : [one]));
};

/** Of two lists, what only one has. */
function shown(is: unknown, should: unknown): string {
  const [ours, right] = [is, should].map(one => listOf(one).map(item => JSON.stringify(item)));
  const [more, missing] = [ours!.filter(line => !right!.includes(line)), right!.filter(line => !ours!.includes(line))];
  const lines = [
    ...more.map((line, i) => `  says:   ${fromDifference(line, missing[i])}`),
    ...missing.map((line, i) => `  should: ${fromDifference(line, more[i])}`),
  ];
  return lines.length === 0 ? '  the same, in another order or number' : lines.slice(0, 8).join('\n');
}

/** The beginning of a line, and what stands around the place where it begins to be another. */
function fromDifference(line: string, other = ''): string {
  let same = 0;
  while (same < line.length && line[same] === other[same]) same++;
  return same < 400 ? line.slice(0, 500) : `${line.slice(0, 200)} … ${line.slice(same - 100, same + 300)}`;
}

export function shuffled<T>(all: readonly T[], random: Random): T[] {
  const left = [...all];
  const result: T[] = [];
  while (left.length > 0) result.push(...left.splice(random.below(left.length), 1));
  return result;
}
