import type { Position } from 'vscode-languageserver-protocol/node';
import { chosenChapters } from './corpus.ts';
import { type Measurement, Samples, type Setting, type Who } from './measurement.ts';
import { placesIn } from './places.ts';
import { type RunningServer, startServer, textOf } from './server.ts';

interface Asked {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly capability: string;
  readonly position: Position;
  readonly params?: object;
}

/** What a writer asks for in a long chapter: each question of everybody in turn. The first call of references is measured in a process of its own each time. */
export async function requests(setting: Setting): Promise<Measurement[]> {
  const { concord, peers, root, quick, say } = setting;
  const samples = new Samples();
  const path = chosenChapters(root)[0]!.file.path;
  const { text, asked } = questionsIn(textOf(root, path));
  const kinds: [Who, Setting['concord']['server'] | undefined][] = [
    ['concord', concord.server],
    ['rumdl', peers.rumdl?.server],
    ['vscode', peers.vscode?.server],
  ];
  const processes = quick ? 1 : 5;
  for (let round = 0; round < processes; round++) {
    say(`requests, process ${round + 1} of ${processes}`);
    const servers: [Who, RunningServer][] = [];
    for (const [who, kind] of kinds) if (kind !== undefined) servers.push([who, await startServer(kind, root)]);
    for (const [who, server] of servers) {
      await server.ready;
      server.open(path, text);
      await server.diagnostics(path, () => true);
      samples.add('request.references.first', who, await ask(server, path, asked[0]!));
    }
    for (let again = 0; again < (quick ? 5 : 11); again++) {
      for (const question of asked)
        for (const [who, server] of servers) samples.add(`request.${question.id}`, who, await ask(server, path, question));
    }
    for (const [, server] of servers) await server.stop();
  }
  return [
    ...samples.measurement(
      'request.references.first',
      'references to a heading, first call',
      'ms',
      'VS Code reads the other chapters only now, the others before',
    ),
    ...asked.flatMap(({ id, name }) => samples.measurement(`request.${id}`, name, 'ms')),
  ];
}

/** Milliseconds until the answer; undefined where the server does not offer it. */
async function ask(server: RunningServer, path: string, { method, capability, position, params }: Asked): Promise<number | undefined> {
  // Completion is registered later by VS Code's server, which says so only to a client that can take it.
  const offers = server.capabilities[capability as keyof typeof server.capabilities] !== undefined;
  if (!offers && !(capability === 'completionProvider' && server.kind.name === 'VS Code')) return undefined;
  const begun = performance.now();
  await server.request(method, path, { position, ...params });
  return performance.now() - begun;
}

/** Questions at a link of the table of contents and a heading, and in three unfinished links at the end of the chapter. */
function questionsIn(chapter: string): { readonly text: string; readonly asked: readonly Asked[] } {
  const entry = placesIn(chapter).find(({ name }) => name === 'table of contents');
  const lines = chapter.split('\n');
  const heading = lines.findIndex((line, i) => i > lines.length / 2 && /^#{2,3} \S/.test(line));
  const text = `${chapter.trimEnd()}\n\n[a](../\n\n[b](#\n\n[c](##\n`;
  const last = text.split('\n').length - 2;
  const link = entry && { line: entry.line, character: (lines[entry.line] ?? '').indexOf('](#') + 4 };
  const atHeading = { line: heading, character: 4 };
  const context = { triggerKind: 1 };
  return {
    text,
    asked: [
      {
        id: 'references',
        name: 'references to a heading, later calls',
        method: 'textDocument/references',
        capability: 'referencesProvider',
        position: atHeading,
        params: { context: { includeDeclaration: true } },
      },
      ...(link === undefined
        ? []
        : ([
            {
              id: 'definition',
              name: 'definition of a link',
              method: 'textDocument/definition',
              capability: 'definitionProvider',
              position: link,
            },
            { id: 'hover', name: 'hover over a link', method: 'textDocument/hover', capability: 'hoverProvider', position: link },
          ] as const)),
      {
        id: 'completion.path',
        name: 'completion of a path',
        method: 'textDocument/completion',
        capability: 'completionProvider',
        position: { line: last - 4, character: 7 },
        params: { context },
      },
      {
        id: 'completion.heading',
        name: 'completion of a heading of the chapter',
        method: 'textDocument/completion',
        capability: 'completionProvider',
        position: { line: last - 2, character: 5 },
        params: { context },
      },
      {
        id: 'completion.headings',
        name: 'completion of a heading of the whole knowledge base',
        method: 'textDocument/completion',
        capability: 'completionProvider',
        position: { line: last, character: 6 },
        params: { context },
      },
      {
        id: 'rename',
        name: 'rename of a heading',
        method: 'textDocument/rename',
        capability: 'renameProvider',
        position: atHeading,
        params: { newName: 'Measured' },
      },
    ],
  };
}
