import { t } from '@vscode/l10n';
import { findNodeAtLocation, getNodeValue, type JSONPath, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import picomatch from 'picomatch';
import { isChapter } from '../model/chapter.ts';
import { type Configuration, defaults, type Severity, severities } from '../model/configuration.ts';
import { kbPath } from '../model/path.ts';
import type { Span } from '../model/text.ts';

/** The name of the configuration file, at the root of a knowledge base. */
export const configurationFile = 'concord.json';

/** Something in the configuration that means nothing; its default applies instead. */
export interface Complaint {
  readonly span: Span;
  readonly message: string;
}

/** Reads `concord.json` (comments and trailing commas allowed). What is wrong is complained about at its place, and the defaults apply there. */
export function readConfiguration(
  text: string,
  ruleIds: readonly string[],
): { configuration: Configuration; complaints: readonly Complaint[] } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const complaints: Complaint[] = errors.map(({ error, offset, length }) => ({
    span: { start: offset, end: offset + length },
    message: t('This is not valid JSON: {0}.', printParseErrorCode(error)),
  }));
  if (tree === undefined) return { configuration: defaults, complaints };
  const reader = new Reader(tree, complaints);
  if (tree.type !== 'object') reader.complain(tree, t('The configuration must be an object.'));
  else reader.onlyKeys([], Object.keys(readers));
  return { configuration: configurationOf(reader, ruleIds), complaints };
}

/** Every name that the configuration knows at its top, with what lies below. */
const readers = { $schema: [], include: [], exclude: [], rules: [], links: ['root', 'spaces', 'ignore'], baseline: [] } as const;

function configurationOf(reader: Reader, ruleIds: readonly string[]): Configuration {
  reader.onlyKeys(['links'], readers.links);
  const include = globs(reader.strings(['include']), () => true);
  const exclude = globs(reader.strings(['exclude']), () => false);
  const baseline = reader.string(['baseline']);
  return {
    isChecked: path => isChapter(path) && include(path) && !exclude(path),
    rules: reader.severities(['rules'], ruleIds),
    links: {
      root: kbPath(reader.string(['links', 'root']) ?? '') ?? defaults.links.root,
      spaces: reader.oneOf(['links', 'spaces'], ['angle', 'percent']) ?? defaults.links.spaces,
      isIgnored: globs(reader.strings(['links', 'ignore']), () => false),
    },
    ...(baseline === undefined ? {} : { baseline }),
  };
}

/** A test for paths that any of the globs matches; a glob without `/` matches in every folder, a folder's name all that is in it. */
export function globs(patterns: readonly string[] | undefined, otherwise: (path: string) => boolean): (path: string) => boolean {
  if (patterns === undefined) return otherwise;
  const wide = patterns.flatMap(pattern => {
    const anchored = pattern.replace(/^\.?\//, '').replace(/\/$/, '/**');
    const everywhere = anchored.includes('/') || anchored.startsWith('**') ? anchored : `**/${anchored}`;
    return [everywhere, `${everywhere}/**`];
  });
  return wide.length === 0 ? () => false : picomatch(wide, { dot: true, nonegate: true });
}

class Reader {
  readonly #tree: Node;
  readonly #complaints: Complaint[];

  constructor(tree: Node, complaints: Complaint[]) {
    this.#tree = tree;
    this.#complaints = complaints;
  }

  complain(node: Node, message: string): void {
    this.#complaints.push({ span: { start: node.offset, end: node.offset + node.length }, message });
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

  strings(path: JSONPath): readonly string[] | undefined {
    const node = this.#at(path);
    if (node === undefined) return undefined;
    if (node.type === 'array' && node.children?.every(child => child.type === 'string')) return getNodeValue(node);
    this.complain(node, t('“{0}” must be a list of strings.', path.join('.')));
    return undefined;
  }

  oneOf<T extends string>(path: JSONPath, choices: readonly T[]): T | undefined {
    const node = this.#at(path);
    if (node === undefined) return undefined;
    if (choices.includes(node.value)) return node.value;
    this.complain(node, t('“{0}” must be one of {1}.', path.join('.'), choices.join(', ')));
    return undefined;
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
