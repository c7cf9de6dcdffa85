import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { answers, ask } from './ask.ts';
import { changed, difference, placed, type Step } from './steps.ts';
import { open, type World } from './world.ts';

/** Does a step. What cannot be done is left out. */
export async function perform(step: Exclude<Step, { do: 'compare' }>, world: World): Promise<void> {
  const { server } = world;
  switch (step.do) {
    case 'open':
      await openDocument(step.file, world);
      break;
    case 'close':
      if (world.documents.delete(step.file))
        await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: world.uri(step.file) } });
      break;
    case 'edit':
    case 'set':
    case 'undo':
    case 'lineEnds':
      await edit(step, world);
      break;
    case 'move':
      await move(step, world);
      break;
    case 'save': {
      const document = world.documents.get(step.file);
      if (document === undefined || !canWrite(step.file, world)) break;
      if (step.file.endsWith('concord.json')) await server.settled();
      onDisk(world, step.file, path => writeFileSync(path, document.text));
      await server.connection.sendNotification('textDocument/didSave', { textDocument: { uri: world.uri(step.file) } });
      await happened([step.file], step.told, world);
      break;
    }
    case 'change':
    case 'write':
    case 'remove':
    case 'rename':
    case 'becomeFolder':
    case 'link':
      // A knowledge base inside another may come and go by it.
      if (step.file.endsWith('.gitignore')) await mendConfigurations(world);
      // What a configuration says last before it is no JSON must have been seen.
      if (step.file.endsWith('concord.json')) await server.settled();
      await happened(onTheDisk(step, world), step.told, world);
      break;
    case 'tell': {
      const which = new Set(step.which.map(at => world.untold[at % world.untold.length]!));
      if (world.untold.length === 0) break;
      for (const file of which) world.untold.splice(world.untold.indexOf(file), 1);
      await tell([...which], world);
      break;
    }
    case 'tellAgain':
      await tell(step.files, world);
      break;
    case 'ask':
      ask(step, world);
      break;
    case 'addFolder':
      if (world.folders.includes(step.folder) || !existsSync(world.path(step.folder))) break;
      await mendConfigurations(world);
      world.folders.push(step.folder);
      await foldersChanged([step.folder], [], world);
      break;
    case 'removeFolder':
      if (!world.folders.includes(step.folder) || world.folders.length === 1) break;
      await mendConfigurations(world);
      world.folders = world.folders.filter(folder => folder !== step.folder);
      await foldersChanged([], [step.folder], world);
      break;
    case 'macros':
      world.settings.macros = step.macros;
      await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      break;
    case 'builtIn':
      world.settings.builtInValidation = step.on;
      await server.connection.sendNotification('concord/state', { builtInValidation: step.on });
      break;
    case 'trust':
      world.settings.trusted = true;
      await server.connection.sendNotification('concord/state', { trusted: true });
      break;
    case 'restart':
      await mendConfigurations(world);
      await answers(world);
      await server.stop();
      world.faults.push(...server.complaints);
      // Whatever has happened meanwhile is seen at the start.
      await world.connect();
      break;
    case 'reload':
      world.asked.push(server.connection.sendRequest<void>('workspace/executeCommand', { command: 'concord.check' }));
      break;
    case 'settle':
      await server.settled();
      break;
  }
  world.noteConfigurations();
}

async function openDocument(file: string, world: World): Promise<void> {
  const text = world.onDisk(file);
  if (text === undefined || world.documents.has(file)) return;
  const document = { text: text.replace(/^\ufeff/, ''), version: 1, before: [] };
  world.documents.set(file, document);
  await open(world.server, world.uri(file), file, document);
}

async function edit(step: Extract<Step, { do: 'edit' | 'set' | 'undo' | 'lineEnds' }>, world: World): Promise<void> {
  const document = world.documents.get(step.file);
  if (document === undefined) return;
  const before = document.text;
  switch (step.do) {
    case 'edit':
      if (step.whole !== true) return type(step.file, step.changes, world);
      return replace(step.file, changed(before, step.changes), true, world);
    case 'set':
      return replace(step.file, step.text, step.whole, world);
    case 'lineEnds':
      return replace(step.file, before.replace(/\r\n|\n|\r/g, step.to), step.whole, world);
    case 'undo': {
      const last = document.before.pop();
      if (last === undefined) return;
      await replace(step.file, last, false, world);
      document.before.pop();
    }
  }
}

const replace = (file: string, text: string, whole: boolean | undefined, world: World): Promise<void> =>
  whole ? changeTo(file, text, [{ text }], world) : type(file, [difference(world.documents.get(file)!.text, text)], world);

/** Changes in one message, each in the text that those before it have made. */
async function type(file: string, changes: Parameters<typeof changed>[1], world: World): Promise<void> {
  let { text } = world.documents.get(file)!;
  const contentChanges = changes.map(change => {
    const { start, end } = placed(text, change);
    const lines = TextDocument.create('', '', 0, text);
    const range = { start: lines.positionAt(start), end: lines.positionAt(end) };
    text = changed(text, [change]);
    return { range, text: change.insert };
  });
  await changeTo(file, text, contentChanges, world);
}

async function changeTo(file: string, text: string, contentChanges: readonly object[], world: World): Promise<void> {
  // What a configuration says last before it is no JSON must have been seen.
  if (world.breaks(file, text)) await world.server.settled();
  const document = world.documents.get(file)!;
  document.before.push(document.text);
  document.text = text;
  document.version++;
  const textDocument = { uri: world.uri(file), version: document.version };
  await world.server.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
}

async function move({ file, line, count, to, toLine }: Extract<Step, { do: 'move' }>, world: World): Promise<void> {
  const [from, into] = [world.documents.get(file), world.documents.get(to)];
  if (from === undefined || into === undefined) return;
  const block = cut(from.text, line, count);
  await type(file, [{ ...block, insert: '' }], world);
  await type(
    to,
    [{ at: cut(into.text, toLine, 0).at, remove: 0, insert: from.before.at(-1)!.slice(block.at, block.at + block.remove) }],
    world,
  );
}

/** Where lines stand; those past the end are as many before it. */
function cut(text: string, line: number, count: number): { at: number; remove: number } {
  const lines = text.split(/(?<=\n)/);
  const first = line % (lines.length + 1);
  const length = (some: readonly string[]) => some.join('').length;
  return { at: length(lines.slice(0, first)), remove: length(lines.slice(first, first + count)) };
}

type OnDisk = Extract<Step, { do: 'change' | 'write' | 'remove' | 'rename' | 'becomeFolder' | 'link' }>;

/** Answers what has happened, by the files that an editor would be told of. */
function onTheDisk(step: OnDisk, world: World): string[] {
  const { file } = step;
  const isThere = lstatSync(world.path(file), { throwIfNoEntry: false }) !== undefined;
  switch (step.do) {
    case 'change': {
      const text = world.onDisk(file);
      if (text === undefined) return [];
      onDisk(world, file, path => writeFileSync(path, changed(text, step.changes)));
      return [file];
    }
    case 'write':
      if (!canWrite(file, world)) return [];
      onDisk(world, file, path => writeFileSync(path, Buffer.from(step.text, step.encoding ?? 'utf8')));
      return [file];
    case 'remove':
      if (!isThere) return [];
      rmSync(world.path(file), { recursive: true });
      return [file];
    case 'rename': {
      if (!isThere || lstatSync(world.path(step.to), { throwIfNoEntry: false }) !== undefined || !canWrite(step.to, world)) return [];
      const [from, to] = [world.path(file), world.path(step.to)];
      const below = step.each && statSync(from).isDirectory() ? (readdirSync(from, { recursive: true }) as string[]) : [];
      onDisk(world, step.to, () => renameSync(from, to));
      return [file, step.to, ...below.flatMap(name => [join(file, name), join(step.to, name)])];
    }
    case 'becomeFolder':
      if (world.onDisk(file) === undefined) return [];
      rmSync(world.path(file));
      mkdirSync(world.path(file));
      writeFileSync(join(world.path(file), 'README.md'), '# Folder\n\n[x](../README.md) [y](no.md)\n');
      return [file];
    case 'link':
      if (isThere || !canWrite(file, world)) return [];
      onDisk(world, file, path => symlinkSync(world.path(step.to), path));
      return [file];
  }
}

/** No folder is there, and none of those above is a file. */
function canWrite(file: string, world: World): boolean {
  for (let path = world.path(file), isAbove = false; path !== world.top; path = dirname(path), isAbove = true) {
    if (existsSync(path) && statSync(path).isDirectory() !== isAbove) return false;
  }
  return true;
}

function onDisk(world: World, file: string, act: (path: string) => void): void {
  const path = world.path(file);
  mkdirSync(dirname(path), { recursive: true });
  act(path);
}

async function happened(changed: readonly string[], when: 'now' | 'later', world: World): Promise<void> {
  // An editor does not watch what a link leads to, which may lie anywhere: whether that is a folder is known when something is told of the link.
  const files = [...changed, ...world.linksChanged()];
  if (when === 'now') await tell(files, world);
  else world.untold.push(...files);
  // What counts while a configuration is no JSON is what the server has seen last: it must have seen the same as we.
  if (!files.some(file => file.endsWith('concord.json') || world.configurations().some(other => other.startsWith(`${file}/`)))) return;
  await tellAll(world, all => all);
  await world.server.settled();
  if (world.configurationsCameOrWent()) await mendConfigurations(world);
}

export async function tell(files: readonly string[], world: World): Promise<void> {
  if (files.length === 0) return;
  const changes = files.map(file => ({ uri: world.uri(file), type: existsSync(world.path(file)) ? 2 : 3 }));
  await world.server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
}

/** Tells all that has not been told. */
export const tellAll = (world: World, order: (files: string[]) => string[]): Promise<void> => tell(order(world.untold.splice(0)), world);

/** What counts while a configuration is no JSON is not known at every moment of a start: so all of them can be read then. */
async function mendConfigurations(world: World): Promise<void> {
  for (const file of world.halfTyped()) {
    if (world.documents.has(file)) await perform({ do: 'set', file, text: '{}', whole: true }, world);
    else await perform({ do: 'write', file, text: '{}', told: 'now' }, world);
  }
}

const foldersChanged = (added: readonly string[], removed: readonly string[], world: World): Promise<void> => {
  const named = (folders: readonly string[]) => folders.map(folder => ({ uri: world.uri(folder), name: folder }));
  return world.server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: named(added), removed: named(removed) },
  });
};
