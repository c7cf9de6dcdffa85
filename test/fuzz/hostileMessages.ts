import { commandsFor } from '../../server/lsp/commandNames.ts';
import { notifications, requests } from '../../server/lsp/messages.ts';
import type { Random } from '../random.ts';

/** A message for the server: a request where it has an id. */
export interface Arrival {
  readonly method: unknown;
  readonly params?: unknown;
  readonly isRequest: boolean;
}

/** What a knowledge base of hostile messages is like. */
export interface Around {
  /** Of a path in it. */
  uriOf(path: string): string;
  /** Paths of chapters. */
  readonly chapters: readonly string[];
  readonly texts: readonly string[];
}

/** One that ends everything has tests of its own. */
export const methods: readonly string[] = [...Object.keys(requests), ...Object.keys(notifications)].filter(
  method => method !== 'exit' && method !== 'shutdown',
);

const commands = commandsFor(['concord/panel', 'concord/copy', 'concord.convergence']);

/** Whole numbers that are none, out of every text, and at the edges. */
const numbers = [
  0,
  1,
  2,
  3,
  7,
  40,
  1000,
  -1,
  -0,
  0.5,
  1e9,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 31),
  1e300,
  null,
  'NaN',
  '1',
  true,
  {},
  [],
];
const junk = [null, 5, -1, 0.5, '', 'x', true, [], {}, [[]], [null], { uri: 5 }, { uri: null }, { text: {} }, 'file:///nowhere', '\ud800'];

/** A message of a method that is nearly right: of other types here and there, with places outside of every text, of documents that are not open, in any order. */
export function arrivalOf(method: string, around: Around, random: Random): Arrival {
  const isRequest = Object.hasOwn(requests, method) !== (random.below(20) === 0);
  const params = spoiled(random.below(4) === 0 ? random.oneOf(junk) : rightOf(method, around, random), random);
  return { method: random.below(50) === 0 ? random.oneOf(junk) : method, params, isRequest };
}

function rightOf(method: string, { uriOf, chapters, texts }: Around, random: Random): unknown {
  const other = [
    'untitled:Untitled-1',
    'file:///nowhere/at-all.md',
    'http://example.com/a.md',
    'vscode-notebook-cell:/a.md#x',
    'file://host/share/a.md',
    uriOf(''),
    uriOf('concord.json'),
    uriOf('no such.md'),
    uriOf('../above.md'),
    'file:///%00.md',
    'file:///%zz.md',
    '',
    ':',
    '/',
    'a.md',
    '1 2:/%',
  ];
  const uri = random.below(3) === 0 ? random.oneOf(other) : uriOf(random.oneOf(chapters));
  const number = () => (random.below(5) === 0 ? random.oneOf(numbers) : random.below(random.oneOf([2, 40, 5000])));
  const position = () => ({ line: number(), character: number() });
  // Reversed and empty ones too.
  const range = () => ({ start: position(), end: position() });
  const text = () => (random.below(3) === 0 ? random.oneOf(['', '\n', '\ud800', '\0', '# A\n', '[x](', '\r']) : random.oneOf(texts));
  const version = random.oneOf([1, 2, 3, 0, -5, 2 ** 31, 1e12, null]);
  const textDocument = { uri, languageId: random.oneOf(['markdown', 'json', 'x']), version };
  const about = {
    textDocument,
    position: position(),
    range: range(),
    partialResultToken: random.oneOf([1, 'x', null]),
    workDoneToken: random.oneOf([1, 'x', {}]),
  };
  switch (method) {
    case 'initialize':
      return {
        processId: null,
        rootUri: uriOf(''),
        capabilities: random.oneOf([{}, { workspace: true }, { workspace: { configuration: 'yes' } }]),
      };
    case 'textDocument/codeAction':
      return {
        ...about,
        context: {
          diagnostics: random.oneOf([[], [{}], [{ range: range(), message: 5 }]]),
          only: random.oneOf([undefined, null, ['quickfix'], ['source.fixAll'], [''], ['refactor.rewrite', 5]]),
        },
      };
    case 'textDocument/references':
      return { ...about, context: { includeDeclaration: random.oneOf([true, false, null]) } };
    case 'textDocument/rename':
      return { ...about, newName: random.oneOf(['x', '', '\n', '\ud800', '](', 'x'.repeat(10_000), 5]) };
    case 'textDocument/didOpen':
      return { textDocument: { ...textDocument, text: text() } };
    case 'textDocument/didChange':
      return {
        textDocument,
        contentChanges: Array.from({ length: random.below(4) }, () =>
          random.below(3) === 0 ? { text: text() } : { range: range(), rangeLength: number(), text: text() },
        ),
      };
    case 'textDocument/willSave':
    case 'textDocument/willSaveWaitUntil':
      return { textDocument, reason: number() };
    case 'textDocument/didSave':
      return { textDocument, text: random.oneOf([undefined, null, text()]) };
    case 'workspace/didChangeWatchedFiles':
      return {
        changes: Array.from({ length: random.below(4) }, () => ({ uri: random.oneOf([uri, random.oneOf(other)]), type: number() })),
      };
    case 'workspace/didChangeWorkspaceFolders':
      return {
        event: {
          added: random.below(2) === 0 ? [] : [{ uri: random.oneOf([uriOf('sub'), uri]), name: '' }],
          removed: random.below(3) > 0 ? [] : [{ uri: uriOf('sub') }],
        },
      };
    case 'workspace/executeCommand':
      return {
        command: random.oneOf([...commands, 'concord.', 'no.such', 'concord.toString']),
        arguments: random.oneOf([
          undefined,
          [],
          [uri],
          [{ uri, offset: number(), subject: '斜拉法', metric: '收敛度', range: range() }, uri],
          [{ source: '\\frac{1}{2', display: 1, macros: 'x' }],
          junk,
        ]),
      };
    case 'workspace/symbol':
      return { query: random.oneOf(['', '桥', '\\', '(', 'x'.repeat(10_000), '\ud800']) };
    case '$/cancelRequest':
      return { id: random.oneOf([1, 'x', -1, 1e9, null]) };
    case 'window/workDoneProgress/cancel':
      return { token: random.oneOf([1, 'x', null, {}]) };
    case '$/setTrace':
      return { value: random.oneOf(['off', 'verbose', 'x']) };
    case 'concord/state':
      return {
        theme: random.oneOf(['dark', 'x', 5]),
        trusted: random.oneOf([false, null]),
        builtInValidation: random.oneOf([true, false, null]),
      };
    case 'concord/children':
      return { view: random.oneOf(['concord.convergence', 'x']), node: random.oneOf([undefined, null, '', 'x', '斜拉法', '0']) };
    case 'concord/panelClosed':
      return { id: random.oneOf(['matrix', 'formula', 'x']) };
    case 'concord/panelMessage':
      return {
        id: random.oneOf(['matrix', 'formula', 'x']),
        message: random.oneOf<unknown>([{ show: { all: true } }, { go: [1, 2] }, ...junk]),
      };
    default:
      return about;
  }
}

/** The value with one of its parts replaced or left out, at times. */
function spoiled(value: unknown, random: Random): unknown {
  if (random.below(40) === 0) return random.oneOf<unknown>([undefined, ...junk]);
  if (Array.isArray(value)) return value.map(part => spoiled(part, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spoiled(part, random)]));
}
