import { t } from '@vscode/l10n';
import { findNodeAtLocation, getNodeValue, type JSONPath, type Node } from 'jsonc-parser';
import { isChapter } from '../model/chapter.ts';
import { type Configuration, defaults, type Severity, severities } from '../model/configuration.ts';
import { globs, isTame } from '../model/globs.ts';
import { type KbPath, kbPath, root } from '../model/path.ts';
import type { Span } from '../model/text.ts';
import { siteNames } from '../sites/recognise.ts';
import { macrosFrom } from '../tex/workingMacros.ts';
import { claimsFrom } from './claims.ts';
import { destinationTest } from './destinations.ts';
import { parsed } from './json.ts';
import { siteFrom } from './site.ts';

/** The name of the configuration file, at the root of a knowledge base. */
export const configurationFile = 'concord.json';

/** Something in the configuration that means nothing; its default applies instead. */
export interface Complaint {
  readonly span: Span;
  readonly message: string;
  /** An editor that checks the file against the JSON schema does not say it. */
  readonly isBeyondSchema: boolean;
  /** It is about the file that it names, the baseline. */
  readonly isOfBaseline?: true;
}

/** What a text says as a configuration. */
export interface Read {
  /** Nothing where the text is no JSON, as it is while somebody types. */
  readonly configuration?: Configuration;
  /** The same for two configurations that mean the same. */
  readonly meaning: string;
  readonly complaints: readonly Complaint[];
  /** Where the baseline is named. */
  readonly baselineAt?: Span;
}

/** Reads `concord.json` (comments and trailing commas allowed). What is wrong is complained about at its place, and the defaults apply there. */
export function readConfiguration(text: string, ruleIds: readonly string[]): Read {
  const { tree, errors } = parsed(text);
  if (tree === undefined || errors.length > 0)
    return { meaning: '', complaints: errors.map(error => ({ ...error, isBeyondSchema: false })) };
  const complaints: Complaint[] = [];
  const reader = new Reader(tree, complaints);
  if (tree.type !== 'object') reader.complain(tree, t('The configuration must be an object.'));
  else reader.onlyKeys([], Object.keys(readers));
  for (const { node, name } of doubledNames(tree))
    reader.complain(node, t('“{0}” stands twice in one object, and only one of them counts.', name));
  const said = settingsOf(reader, ruleIds);
  const baseline = findNodeAtLocation(tree, ['baseline']);
  return {
    configuration: configurationOf(said),
    meaning: JSON.stringify(said),
    complaints,
    ...(baseline && { baselineAt: { start: baseline.offset, end: baseline.offset + baseline.length } }),
  };
}

/** Names that stand again in their object. */
function* doubledNames(tree: Node): Iterable<{ readonly node: Node; readonly name: string }> {
  for (const left = [tree]; left.length > 0; ) {
    const names = new Set<string>();
    for (const child of left.pop()!.children ?? []) {
      left.push(child);
      const node = child.type === 'property' ? child.children?.[0] : undefined;
      if (node === undefined) continue;
      if (names.has(node.value)) yield { node, name: node.value };
      names.add(node.value);
    }
  }
}

/** Every name that the configuration knows at its top, with what lies below. */
const readers = {
  $schema: [],
  include: [],
  exclude: [],
  rules: [],
  links: ['root', 'spaces', 'ignore'],
  site: [],
  toc: ['headings', 'levels', 'omit'],
  sections: [],
  footer: ['fields'],
  formulas: ['macros', 'brackets'],
  claims: [],
  baseline: [],
} as const;

type Settings = ReturnType<typeof settingsOf>;

/** What is said, defaults filled in, as plain data. */
function settingsOf(reader: Reader, ruleIds: readonly string[]) {
  reader.onlyKeys(['links'], readers.links);
  reader.onlyKeys(['toc'], readers.toc);
  reader.onlyKeys(['footer'], readers.footer);
  reader.onlyKeys(['formulas'], readers.formulas);
  return {
    include: reader.globs(['include']),
    exclude: reader.globs(['exclude']),
    rules: reader.severities(['rules'], ruleIds),
    root: reader.path(['links', 'root']) ?? defaults.links.root,
    spaces: reader.oneOf(['links', 'spaces'], ['angle', 'percent'] as const) ?? defaults.links.spaces,
    ignore: reader.globs(['links', 'ignore']) ?? [],
    site: reader.sites(['site']),
    sections: reader.sections(['sections']),
    fields: reader.strings(['footer', 'fields']) ?? [],
    headings: reader.strings(['toc', 'headings']) ?? [],
    levels: reader.levels(['toc', 'levels']),
    omit: reader.strings(['toc', 'omit']) ?? [],
    macros: reader.macros(['formulas', 'macros']),
    brackets: reader.flag(['formulas', 'brackets']) ?? defaults.formulas.brackets,
    claims: reader.claims(['claims']),
    baseline: reader.path(['baseline']),
  };
}

function configurationOf(said: Settings): Configuration {
  const { levels, baseline } = said;
  const include = globs(said.include, () => true);
  const exclude = globs(said.exclude, () => false);
  return {
    isChecked: path => isChapter(path) && include(path) && !exclude(path),
    isExcluded: exclude,
    rules: said.rules,
    links: { root: said.root, spaces: said.spaces, isIgnored: destinationTest(said.ignore), siteAt: defaults.links.siteAt },
    site: said.site,
    sections: said.sections.map(({ files, required }) => ({ isFor: globs(files, () => true), required })),
    footer: { fields: said.fields },
    toc: { headings: said.headings, ...(levels === undefined ? {} : { levels }), omit: said.omit },
    formulas: { macros: said.macros, brackets: said.brackets },
    claims: said.claims,
    ...(baseline === undefined ? {} : { baseline }),
  };
}

class Reader {
  readonly #tree: Node;
  readonly #complaints: Complaint[];

  constructor(tree: Node, complaints: Complaint[]) {
    this.#tree = tree;
    this.#complaints = complaints;
  }

  complain(node: Node, message: string, isBeyondSchema = false): void {
    this.#complaints.push({ span: { start: node.offset, end: node.offset + node.length }, message, isBeyondSchema });
  }

  #at(path: JSONPath): Node | undefined {
    return findNodeAtLocation(this.#tree, path);
  }

  /** Complains about every key but these. */
  onlyKeys(path: JSONPath, known: readonly string[]): void {
    const node = path.length === 0 ? this.#tree : this.#at(path);
    if (node === undefined) return;
    if (node.type !== 'object') {
      this.complain(node, t('“{0}” must be an object.', path.join('.')));
      return;
    }
    for (const property of node.children ?? []) {
      const [key] = property.children ?? [];
      if (key !== undefined && !known.includes(key.value))
        this.complain(key, t('There is no setting “{0}”; known are {1}.', [...path, key.value].join('.'), known.join(', ')));
    }
  }

  string(path: JSONPath): string | undefined {
    const node = this.#at(path);
    if (node === undefined || node.type === 'string') return node?.value;
    this.complain(node, t('“{0}” must be a string.', path.join('.')));
    return undefined;
  }

  /** A file or folder, seen from the root of the knowledge base. */
  path(path: JSONPath): KbPath | undefined {
    const written = this.string(path);
    const there = written === undefined ? undefined : kbPath(written);
    if (written !== undefined && there === undefined)
      this.complain(this.#at(path)!, t('“{0}” must lie in the knowledge base.', path.join('.')), true);
    return there;
  }

  strings(path: JSONPath): readonly string[] | undefined {
    const node = this.#at(path);
    if (node === undefined) return undefined;
    if (node.type === 'array' && node.children?.every(child => child.type === 'string')) return getNodeValue(node);
    this.complain(node, t('“{0}” must be a list of strings.', path.join('.')));
    return undefined;
  }

  /** A list of globs; those with too many wildcards are complained about, and match nothing. */
  globs(path: JSONPath): readonly string[] | undefined {
    const patterns = this.strings(path);
    for (const child of (patterns && this.#at(path)?.children) ?? [])
      if (!isTame(child.value)) this.complain(child, t('“{0}” has too many wildcards and matches nothing.', child.value), true);
    return patterns;
  }

  oneOf<T extends string>(path: JSONPath, choices: readonly T[]): T | undefined {
    const node = this.#at(path);
    if (node === undefined) return undefined;
    if (choices.includes(node.value)) return node.value;
    this.complain(node, t('“{0}” must be one of {1}.', path.join('.'), choices.join(', ')));
    return undefined;
  }

  /** Levels of heading: `2..4`. */
  levels(path: JSONPath): readonly [number, number] | undefined {
    const node = this.#at(path);
    if (node === undefined) return undefined;
    const [, from, to] = /^([1-6])\.\.([1-6])$/.exec(String(node.value)) ?? [];
    if (from !== undefined && to !== undefined && from <= to) return [Number(from), Number(to)];
    this.complain(node, t('“{0}” must be levels of heading, such as “2..4”.', path.join('.')), from !== undefined);
    return undefined;
  }

  /** `[{ "files": ["a/**"], "required": ["概述"] }]`; without `files`, for every chapter. */
  sections(path: JSONPath): { files: readonly string[] | undefined; required: readonly string[] }[] {
    const node = this.#at(path);
    if (node === undefined) return [];
    if (node.type !== 'array') {
      this.complain(node, t('“{0}” must be a list.', path.join('.')));
      return [];
    }
    return (node.children ?? []).map((_, i) => {
      this.onlyKeys([...path, i], ['files', 'required']);
      return { files: this.globs([...path, i, 'files']), required: this.titles([...path, i, 'required']) };
    });
  }

  /** A list of titles; those that no heading can have, and those that stand there again, are complained about and left out. */
  titles(path: JSONPath): readonly string[] {
    const written = this.strings(path) ?? [];
    const titles = new Map<string, string>();
    for (const [i, title] of written.entries()) {
      const key = title.toLowerCase();
      const node = this.#at([...path, i])!;
      if (title.trim() === '') this.complain(node, t('No heading has an empty title.'), true);
      else if (titles.has(key)) this.complain(node, t('“{0}” stands twice in this list.', title), true);
      else titles.set(key, title);
    }
    return [...titles.values()];
  }

  /** The name of a kind of site, what one site is like, or a list of that for several folders. */
  sites(path: JSONPath): Configuration['site'] {
    const node = this.#at(path);
    if (node === undefined) return defaults.site;
    if (node.type === 'object') return [siteFrom(this, path)];
    if (node.type === 'array') return (node.children ?? []).map((_, i) => siteFrom(this, [...path, i]));
    const kind = this.oneOf(path, siteNames);
    return kind === undefined ? defaults.site : [{ folder: root, kind }];
  }

  flag(path: JSONPath): boolean | undefined {
    const node = this.#at(path);
    if (node === undefined || node.type === 'boolean') return node?.value;
    this.complain(node, t('“{0}” must be true or false.', path.join('.')));
    return undefined;
  }

  /** An object of commands and what they stand for. Each is tried by itself: one that does not work is complained about, the others do. */
  macros(path: JSONPath): Configuration['formulas']['macros'] {
    const node = this.#at(path);
    if (node === undefined) return [];
    if (node.type !== 'object') this.complain(node, t('“{0}” must be an object.', path.join('.')));
    return (node.children ?? []).flatMap(({ children: [key, body] = [] }) => {
      if (key === undefined || body === undefined) return [];
      if (body.type === 'string') {
        const refuse = (_: unknown, reason: string) =>
          this.complain(body, t('The macro “{0}” does not work: {1}.', key.value, reason), true);
        return macrosFrom([{ name: key.value, body: body.value }], refuse).list;
      }
      this.complain(body, t('“{0}” must be a string.', [...path, key.value].join('.')));
      return [];
    });
  }

  claims(path: JSONPath): Configuration['claims'] {
    return claimsFrom(this.#at(path), (node, message) => this.complain(node, message));
  }

  severities(path: JSONPath, ruleIds: readonly string[]): Configuration['rules'] {
    const node = this.#at(path);
    const result: Record<string, Severity | 'off'> = {};
    if (node === undefined) return result;
    this.onlyKeys(path, ruleIds);
    for (const id of ruleIds) {
      const severity = this.oneOf([...path, id], [...severities, 'off']);
      if (severity !== undefined) result[id] = severity;
    }
    return result;
  }
}
