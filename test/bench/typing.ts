import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { chosenChapters } from './corpus.ts';
import { exactCpuOf } from './machine.ts';
import { type Measurement, Samples, type Setting, type Who } from './measurement.ts';
import { type Place, placesIn } from './places.ts';
import { type RunningServer, startServer, textOf } from './server.ts';

/** The servers of everybody who has one, on the same folder, and ready. */
export async function startAll({ concord, peers }: Setting, root: string): Promise<Map<Who, RunningServer>> {
  const servers = new Map<Who, RunningServer>();
  servers.set('concord', await startServer(concord.server, root));
  for (const who of ['rumdl', 'vscode'] as const) {
    const kind = peers[who]?.server;
    if (kind !== undefined) servers.set(who, await startServer(kind, root));
  }
  for (const server of servers.values()) await server.ready;
  return servers;
}

/** A word is typed and taken back, a key at a time: how long until the findings that follow from each key are there. */
export async function typing(setting: Setting): Promise<Measurement[]> {
  const { root, quick, say } = setting;
  const samples = new Samples();
  const chapters = chosenChapters(root).filter(({ name }) => !quick || name === 'long' || name === 'largest 1');
  const servers = await startAll(setting, root);
  const measurements: Measurement[] = [];
  try {
    for (const { name, file } of chapters) {
      const rounds = quick ? 1 : name === 'long' || name === 'largest 1' ? 3 : 1;
      const places = placesIn(textOf(root, file.path));
      for (let round = 0; round < rounds; round++) {
        for (const place of places) {
          say(`typing in ${file.path} (${name}, ${Math.round(file.bytes / 1000)} kB): ${place.name}, round ${round + 1} of ${rounds}`);
          for (const [who, server] of servers) await typeWord(server, file.path, place, samples, `typing.${name}`, who);
        }
      }
      const size = `${name}, ${Math.round(file.bytes / 1000)} kB`;
      measurements.push(
        ...samples.measurement(`typing.${name}`, `key → findings (${size})`, 'ms', 'VS Code: asked for, without its pause'),
      );
      for (const place of places) measurements.push(...samples.measurement(`typing.${name}.${place.name}`, `  ${place.name}`, 'ms'));
      measurements.push(...samples.measurement(`typing.${name}.cpu`, '  CPU of the server per key', 'ms'));
    }
  } finally {
    for (const server of servers.values()) await server.stop();
  }
  return measurements;
}

/** Types and takes back at one place; the first key after opening, which everybody pays for the opening with, is not counted. */
export async function typeWord(server: RunningServer, path: string, place: Place, samples: Samples, id: string, who: Who): Promise<void> {
  server.open(path, place.text);
  let mark = place.markEnd;
  const isMark = ({ range: { end } }: Diagnostic) => end.line === mark.line;
  // Where exactly a server ends its finding is its own affair: it has to move with the text.
  const first = await server.diagnostics(path, diagnostics => diagnostics.some(isMark));
  const ends = new Set(first.filter(isMark).map(({ range }) => range.end.character - mark.character));
  const isSeen = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.some(({ range: { end } }) => end.line === mark.line && ends.has(end.character - mark.character));

  let at = { line: place.line, character: place.character };
  const edits: { start: typeof at; end: typeof at; text: string }[] = [];
  const undo: typeof edits = [];
  for (const key of place.keys) {
    const lines = key.split('\n');
    const next = lines.length === 1 ? { line: at.line, character: at.character + key.length } : { line: at.line + 1, character: 0 };
    edits.push({ start: at, end: at, text: key });
    undo.unshift({ start: at, end: next, text: '' });
    at = next;
  }
  const isLine = place.keys.some(key => key.endsWith('\n'));
  let counted = -1;
  let before: number | undefined;
  for (const { start, end, text } of [...edits, ...undo]) {
    const added = text === '' ? -1 : 1;
    mark = isLine ? { ...mark, line: mark.line + added } : { ...mark, character: mark.character + added };
    const begun = performance.now();
    server.change(path, start, end, text);
    await server.diagnostics(path, isSeen);
    const took = performance.now() - begun;
    if (counted++ === -1) {
      before = exactCpuOf(server.pid);
      continue;
    }
    samples.add(id, who, took);
    samples.add(`${id}.${place.name}`, who, took);
  }
  const after = exactCpuOf(server.pid);
  if (before !== undefined && after !== undefined) samples.add(`${id}.cpu`, who, (after - before) / counted);
  server.close(path);
}
