import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The folders of the server, and whom each may import besides itself: as ARCHITECTURE.md has them in its table. */
const layers: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...read('ARCHITECTURE.md').matchAll(/^\| `(\w+)` \|[^|]*\| ([^|]*) \|$/gm)].map(([, folder, others]) => [
    folder!,
    [...others!.matchAll(/`(\w+)`/g)].map(([, other]) => other!),
  ]),
);

/** What knows no machine and no editor, only texts and values. */
const pure = [
  'model',
  'markdown',
  'tex',
  'language',
  'arithmetic',
  'claims',
  'toc',
  'headings',
  'sites',
  'extract',
  'rules',
  'reshape',
  'config',
];

interface Import {
  readonly from: string;
  /** A package, or a file from the top of the project. */
  readonly name: string;
}

const files = ['server', 'client'].flatMap(folder =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => `${folder}/${name}`),
);
const sourceOf = (file: string): string => readFileSync(join(project, file), 'utf8');

const importsOf = (from: string): Import[] =>
  [...sourceOf(from).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\1/g)].map(([, , name]) => ({
    from,
    name: name!.startsWith('.') ? posix.join(posix.dirname(from), name!) : name!,
  }));

const imports: readonly Import[] = files.flatMap(importsOf);

/** `model` of `server/model/text.ts`; undefined for entry points and the client. */
const layerOf = (file: string): string | undefined => /^server\/([^/]+)\//.exec(file)?.[1];
const told = ({ from, name }: Import): string => `${from} imports ${name}`;

describe('who imports whom', () => {
  it('is seen', () => assert(imports.length > 200, `only ${imports.length}`));

  it('every folder has its place', () => {
    const found = new Set(files.flatMap(file => layerOf(file) ?? []));
    assert.deepEqual([...found].sort(), Object.keys(layers).sort());
  });

  it('a folder imports only what lies below it', () => {
    const wrong = imports.filter(({ from, name }) => {
      const [own, other] = [layerOf(from), layerOf(name)];
      return own !== undefined && name.startsWith('server/') && own !== other && !(other !== undefined && layers[own]?.includes(other));
    });
    assert.deepEqual(wrong.map(told), []);
  });

  it('no files need one another to be read first', () => {
    // What is imported for its types alone is no need.
    const needs = new Map(
      files.map(file => [
        file,
        [...sourceOf(file).matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\bfrom\s*)?'(\.[^']+)'/gm)].map(([, name]) =>
          posix.join(posix.dirname(file), name!),
        ),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]) => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      if (done.has(file) || way.includes(file)) return;
      for (const other of needs.get(file) ?? []) visit(other, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(circles, []);
  });

  it('the client and the server do not know each other', () => {
    assert.deepEqual(
      imports.filter(({ from, name }) => from.split('/')[0] !== name.split('/')[0] && /^(?:server|client)\//.test(name)).map(told),
      [],
    );
  });

  it('only markdown reads Markdown, and only extract sees its trees', () => {
    const wrong = imports.filter(
      ({ from, name }) =>
        (/^(?:micromark|remark|unified|mdast-util)/.test(name) && layerOf(from) !== 'markdown') ||
        (/^mdast$/.test(name) && !['markdown', 'extract'].includes(layerOf(from) ?? '')),
    );
    assert.deepEqual(wrong.map(told), []);
  });

  it('what is pure knows no machine and no editor', () => {
    const wrong = imports.filter(({ from, name }) => pure.includes(layerOf(from) ?? '') && /^(?:node:|vscode)/.test(name));
    assert.deepEqual(wrong.map(told), []);
  });

  it('features know the data of the protocol, no connection, and not each other’s requests', () => {
    const wrong = imports.filter(
      ({ from, name }) => layerOf(from) === 'features' && /^(?:node:|vscode-(?!languageserver-protocol$|languageserver-types$))/.test(name),
    );
    assert.deepEqual(wrong.map(told), []);
  });

  it('only git.ts starts a program', () => {
    assert.deepEqual(
      imports.filter(({ name }) => /child_process/.test(name)).map(({ from }) => from),
      ['server/host/git.ts'],
    );
  });

  it('nothing speaks to a network or runs text as a program', () => {
    assert.deepEqual(
      imports.filter(({ name }) => /^(?:node:)?(?:https?|http2|net|tls|dgram|dns|vm|repl|inspector)(?:\/|$)/.test(name)).map(told),
      // Files of our own, which would be required otherwise.
      ['server/host/codeCache.ts imports node:vm'],
    );
    const calls = /\b(?:eval|fetch)\(|\bnew Function\b|\bXMLHttpRequest\b|\bWebSocket\b|\bimport\(\s*[^'"\s)]/;
    assert.deepEqual(
      files.filter(file => calls.test(withoutComments(sourceOf(file)))),
      [],
    );
  });
});

describe('rules', () => {
  const ids = readdirSync(join(project, 'server/rules'))
    .filter(name => name.endsWith('.ts') && /^export const \w+: Rule = /m.test(sourceOf(`server/rules/${name}`)))
    .map(name => name.slice(0, -'.ts'.length));
  /** Sections of `concord.json` that are called as a rule is. */
  const sections: Readonly<Record<string, readonly string[]>> = { footer: ['server/config/read.ts'] };

  it('are seen', () => assert(ids.length > 30, `only ${ids.length}`));

  it('are named by nobody but themselves, comments included: what others know of one is a field of it', () => {
    const wrong = files.flatMap(file => {
      const source = sourceOf(file).replace(/^(?:import|export) .* from '.*';$/gm, '');
      return ids
        .filter(id => file !== `server/rules/${id}.ts` && !sections[id]?.includes(file))
        .filter(id => new RegExp(id.includes('-') ? `(?<![\\w-])${id}(?![\\w-])` : `(['"\`])${id}\\1`).test(source))
        .map(id => `${file} names ${id}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('are imported by their list alone', () => {
    const own = new Set(ids.map(id => `server/rules/${id}.ts`));
    assert.deepEqual(imports.filter(({ from, name }) => own.has(name) && from !== 'server/rules/index.ts').map(told), []);
  });
});

describe('the sources', () => {
  it('are small files: at most 300 lines', () => {
    const long = files.map(file => ({ file, lines: sourceOf(file).trimEnd().split('\n').length })).filter(({ lines }) => lines > 300);
    assert.deepEqual(
      long.map(({ file, lines }) => `${file}: ${lines} lines`),
      [],
    );
  });

  it('are all used, if only by a test', () => {
    const tests = readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:ts|mjs)$/.test(name));
    const entries = [
      'server/main.ts',
      'server/cli.ts',
      'server/worker.ts',
      'server/schema.ts',
      'server/formula/worker.ts',
      'client/extension.ts',
    ];
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { name } of importsOf(file)) if (/^(?:server|client)\//.test(name) && files.includes(name)) visit(name);
    };
    for (const file of [...entries, ...tests.map(name => `test/${name}`)]) visit(file);
    assert.deepEqual(
      files.filter(file => !reached.has(file)),
      [],
    );
  });

  it('name no place on the machine they were written on', () => {
    // Built in parts, so that this file does not name one itself.
    const places = ['work', 'home', 'root', 'Users', 'mnt'].map(folder => `/${folder}/`);
    const listed = execFileSync('git', ['ls-files', '-z'], { cwd: project, encoding: 'utf8' }).split('\0').filter(Boolean);
    const wrong = listed
      .filter(file => /\.(?:ts|mjs|cjs|json|md|kb|yml|yaml)$|^\.ci\//.test(file) && file !== 'package-lock.json')
      .flatMap(file =>
        read(file)
          .split('\n')
          .flatMap((line, i) => (places.some(place => isAbsolute(line, place)) ? [`${file}:${i + 1}: ${line.trim().slice(0, 120)}`] : [])),
      );
    assert.deepEqual(wrong, []);
  });
});

function read(file: string): string {
  try {
    return readFileSync(join(project, file), 'utf8');
  } catch {
    return '';
  }
}

/** Whether a line has the place at the beginning of a path, not in the middle of one. */
function isAbsolute(line: string, place: string): boolean {
  for (let at = line.indexOf(place); at >= 0; at = line.indexOf(place, at + 1))
    if (at === 0 || /[\s"'`=(:>]/.test(line[at - 1]!)) return true;
  return false;
}

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
