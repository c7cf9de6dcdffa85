import type { Random } from '../random.ts';
import { baselineFile, otherFolders, roots } from './base.ts';
import { placeIn } from './compare.ts';
import type { Change, Step } from './steps.ts';
import { baselines, chapters, configurations, ignored, names, siteFiles, snippets } from './texts.ts';
import type { World } from './world.ts';

/** Steps by how often they are done. */
const kinds: readonly (readonly [often: number, step: (random: Random, world: World) => Step | undefined])[] = [
  [50, (random, world) => typed(random, world, 1)],
  [6, (random, world) => typed(random, world, 2 + random.below(4))],
  [4, (random, world) => of('undo', chapterOpen(random, world))],
  [4, moved],
  [1, lineEnds],
  [
    7,
    (random, world) =>
      of(
        'open',
        anyFile(random, world, file => isChapter(file)),
      ),
  ],
  [5, (random, world) => of('close', oneOf(random, [...world.documents.keys()]))],
  [3, (random, world) => saved(random, world)],
  [4, changedOutside],
  [3, written],
  [2, (random, world) => onDisk(random, 'remove', anyFile(random, world, isPlain))],
  [3, renamed],
  [0.5, (random, world) => onDisk(random, 'becomeFolder', anyFile(random, world, isChapter))],
  [0.4, linked],
  [5, random => ({ do: 'tell', which: Array.from({ length: 1 + random.below(4) }, () => random.below(50)) })],
  [
    2,
    (random, world) => ({
      do: 'tellAgain',
      files: Array.from({ length: 1 + random.below(3) }, () => oneOf(random, world.files())!.replace(/\/$/, '')),
    }),
  ],
  [6, asked],
  [3, configured],
  [0.6, (random, world) => whole(random, world, `${random.oneOf(roots)}/.gitignore`, ignored)],
  [1.5, ofSite],
  [0.8, (random, world) => whole(random, world, `bridges/${baselineFile}`, baselines)],
  [0.7, random => ({ do: 'addFolder', folder: random.oneOf([...roots, ...roots, ...otherFolders]) })],
  [0.5, (random, world) => ({ do: 'removeFolder', folder: random.oneOf(world.folders) })],
  [0.3, () => ({ do: 'restart' })],
  [0.4, () => ({ do: 'reload' })],
  [0.3, random => ({ do: 'macros', macros: random.oneOf([{}, { '\\fraq': '\\frac{#1}{#2}' }, { '\\nothing': '' }]) })],
  [0.3, random => ({ do: 'builtIn', on: random.below(2) === 0 })],
  [0.05, () => ({ do: 'trust' })],
  [2, () => ({ do: 'settle' })],
];

const all = kinds.reduce((sum, [often]) => sum + often, 0);

/** Something that can be done now. */
export function nextStep(random: Random, world: World): Step {
  for (;;) {
    let left = (random.below(1e6) / 1e6) * all;
    const kind = kinds.find(([often]) => {
      left -= often;
      return left < 0;
    });
    const step = kind?.[1](random, world);
    if (step !== undefined) return step;
  }
}

const isChapter = (file: string): boolean => file.endsWith('.md');
/** Neither what configures something nor what holds everything. */
const isPlain = (file: string): boolean =>
  !/(?:^|\/)(?:concord\.json|\.gitignore)$/.test(file) && !/^(?:bridges|kiln|outside)\/$/.test(file);
const told = (random: Random): 'now' | 'later' => (random.below(2) === 0 ? 'now' : 'later');
const oneOf = <T>(random: Random, choices: readonly T[]): T | undefined => (choices.length === 0 ? undefined : random.oneOf(choices));

const anyFile = (random: Random, world: World, isMeant: (file: string) => boolean): string | undefined =>
  oneOf(random, world.files().filter(isMeant))?.replace(/\/$/, '');

const chapterOpen = (random: Random, world: World): string | undefined => oneOf(random, [...world.documents.keys()].filter(isChapter));

const of = (what: 'open' | 'close' | 'undo', file: string | undefined): Step | undefined =>
  file === undefined ? undefined : { do: what, file };

const onDisk = (random: Random, what: 'remove' | 'becomeFolder', file: string | undefined): Step | undefined =>
  file === undefined ? undefined : { do: what, file, told: told(random) };

function typed(random: Random, world: World, many: number): Step | undefined {
  const file = chapterOpen(random, world);
  if (file === undefined) return undefined;
  const { text } = world.documents.get(file)!;
  return {
    do: 'edit',
    file,
    changes: Array.from({ length: many }, () => change(random, text)),
    ...(random.below(12) === 0 && { whole: true }),
  };
}

function change(random: Random, text: string): Change {
  const kind = random.below(10);
  if (kind < 2) return { at: random.below(text.length + 1), remove: random.below(40), insert: '' };
  if (kind < 3 || text.length > 12_000) return lineOf(random, text);
  if (kind < 5) {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length > 0) {
      const { index, 0: number } = random.oneOf(numbers);
      return { at: index, remove: number.length, insert: String(random.below(100)) };
    }
  }
  const at = kind < 7 ? placeIn(text, random) : random.below(text.length + 1);
  return { at, remove: random.below(4) === 0 ? random.below(6) : 0, insert: random.oneOf(snippets) };
}

function lineOf(random: Random, text: string): Change {
  const lines = text.split(/(?<=\n)/);
  const line = random.below(lines.length);
  const before = lines.slice(0, line).join('').length;
  const many = text.length > 12_000 ? 30 : 1 + random.below(3);
  return { at: before, remove: lines.slice(line, line + many).join('').length, insert: '' };
}

function moved(random: Random, world: World): Step | undefined {
  const [file, to] = [chapterOpen(random, world), chapterOpen(random, world)];
  if (file === undefined || to === undefined) return undefined;
  return { do: 'move', file, line: random.below(200), count: 1 + random.below(6), to, toLine: random.below(200) };
}

function lineEnds(random: Random, world: World): Step | undefined {
  const file = chapterOpen(random, world);
  return file === undefined
    ? undefined
    : { do: 'lineEnds', file, to: random.oneOf(['\n', '\r\n'] as const), ...(random.below(2) === 0 && { whole: true }) };
}

function saved(random: Random, world: World): Step | undefined {
  const file = oneOf(random, [...world.documents.keys()]);
  return file === undefined ? undefined : { do: 'save', file, told: told(random) };
}

function changedOutside(random: Random, world: World): Step | undefined {
  const file = anyFile(random, world, isChapter);
  const text = file === undefined ? undefined : world.onDisk(file);
  return text === undefined ? undefined : { do: 'change', file: file!, changes: [change(random, text)], told: told(random) };
}

function written(random: Random, world: World): Step | undefined {
  const file = random.below(3) === 0 ? anyFile(random, world, isChapter) : `${random.oneOf(roots)}/${random.oneOf(names)}`;
  if (file === undefined) return undefined;
  if (file.endsWith('.json')) return whole(random, world, file, configurations);
  const damaged = random.below(12) === 0 ? { encoding: random.oneOf(['latin1', 'utf16le'] as const) } : {};
  return {
    do: 'write',
    file,
    text: `${random.oneOf(chapters)}${damaged.encoding === undefined ? '' : '\u00e9'}`,
    ...damaged,
    told: told(random),
  };
}

function renamed(random: Random, world: World): Step | undefined {
  const file = anyFile(random, world, isPlain);
  if (file === undefined) return undefined;
  const [name, folder] = [file.replace(/^.*\//, ''), file.replace(/[^/]*$/, '')];
  const other = random.oneOf([name.startsWith('x') ? name.slice(1) || 'x' : `x${name}`, name.toUpperCase(), random.oneOf(names)]);
  const elsewhere = random.oneOf([folder, folder, 'kiln/', 'bridges/', 'kiln/logs/', 'outside/']);
  const to = `${elsewhere}${other === name ? `y${name}` : other}`;
  return to.startsWith(`${file}/`) || to.endsWith('.json')
    ? undefined
    : { do: 'rename', file, to, told: told(random), ...(random.below(3) === 0 && { each: true }) };
}

function linked(random: Random, world: World): Step | undefined {
  const to = anyFile(random, world, isPlain);
  return to === undefined ? undefined : { do: 'link', file: `kiln/link${random.below(3)}.md`, to, told: told(random) };
}

function asked(random: Random, world: World): Step | undefined {
  const file = random.below(4) === 0 ? anyFile(random, world, isChapter) : chapterOpen(random, world);
  if (file === undefined) return undefined;
  const text = world.documents.get(file)?.text ?? world.onDisk(file) ?? '';
  const cancelled = random.below(4) === 0 ? { cancelled: true } : {};
  return { do: 'ask', method: random.oneOf(methods), file, at: placeIn(text, random), ...cancelled };
}

const methods = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/codeAction',
  'textDocument/rename',
  'textDocument/documentLink',
  'textDocument/codeLens',
  'workspace/symbol',
] as const;

/** Somebody types a configuration, or another one is checked out. */
function configured(random: Random, world: World): Step | undefined {
  const file = `${random.oneOf([...roots, 'bridges/现场', 'kiln/logs'])}/concord.json`;
  const document = world.documents.get(file);
  if (document === undefined) return random.below(2) === 0 ? whole(random, world, file, configurations) : { do: 'open', file };
  const text = random.oneOf(configurations);
  // Halfway from one to the other.
  if (random.below(2) === 0)
    return {
      do: 'set',
      file,
      text: text.slice(0, random.below(text.length + 1)) + document.text.slice(random.below(document.text.length + 1)),
    };
  return { do: 'set', file, text };
}

/** Who renders the chapters changes, or what is listed of them: a file comes, goes or says something else, be it in the middle of something. */
function ofSite(random: Random, world: World): Step | undefined {
  const file = `${random.oneOf(roots)}/${random.oneOf(Object.keys(siteFiles))}`;
  const texts = siteFiles[file.slice(file.indexOf('/') + 1)]!;
  const text = world.onDisk(file);
  if (text === undefined) return { do: 'write', file, text: random.oneOf(texts), told: told(random) };
  const kind = random.below(4);
  if (kind === 0) return { do: 'remove', file, told: told(random) };
  return { do: 'write', file, text: kind === 1 ? text.slice(0, random.below(text.length + 1)) : random.oneOf(texts), told: told(random) };
}

function whole(random: Random, world: World, file: string, choices: readonly string[]): Step | undefined {
  const isRoot = roots.some(root => file.startsWith(`${root}/`));
  if (world.onDisk(file) !== undefined && random.below(8) === 0) return { do: 'remove', file, told: told(random) };
  return isRoot ? { do: 'write', file, text: random.oneOf(choices), told: told(random) } : undefined;
}
