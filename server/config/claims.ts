import { t } from '@vscode/l10n';
import type { Node } from 'jsonc-parser';

/** The part of a JSON schema that says what the claims of `concord.json` may be. */
export interface Shape {
  readonly type: 'string' | 'number' | 'boolean' | 'array' | 'object';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | false;
}

const text: Shape = { type: 'string' };
const flag: Shape = { type: 'boolean' };
const number: Shape = { type: 'number' };
const list = (items: Shape): Shape => ({ type: 'array', items });
const named = (values: Shape): Shape => ({ type: 'object', additionalProperties: values });
const fixed = (properties: Readonly<Record<string, Shape>>, required?: readonly string[]): Shape => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...(required && { required }),
});
const strings = list(text);
const range: Shape = { type: 'string', pattern: '^\\s*[[(]\\s*(?:-?inf|-?[\\d.]+)\\s*,\\s*(?:\\+?inf|-?[\\d.]+)\\s*[\\])]\\s*$' };
const each = <K extends string>(names: readonly K[], shape: Shape): Record<K, Shape> =>
  Object.fromEntries(names.map(name => [name, shape])) as Record<K, Shape>;

/** What `concord.json` may say about claims: the words of `claims/packs` that a knowledge base is likely to have others for. */
export const claimsShape = (translate: (text: string) => string): Shape => {
  const described = (shape: Shape, description: string): Shape => ({ ...shape, description: translate(description) });
  return fixed({
    metrics: described(
      list(
        fixed(
          {
            name: text,
            unit: { type: 'string', enum: ['ratio', 'stars', 'level', 'count', 'year', 'word'] },
            ...each(['aliases', 'keys', 'symbols', 'complements', 'phrases', 'cues'], strings),
            ...each(['keysOnly', 'text', 'graded', 'status', 'share', 'compared', 'factor', 'standing'], flag),
            words: named(range),
            level: { type: 'string', enum: ['label', 'status'] },
            about: text,
          },
          ['name', 'unit'],
        ),
      ),
      'What is claimed of subjects, such as {"name": "maturity", "unit": "ratio"}; added to the metrics that are known.',
    ),
    levels: described(
      fixed({
        ...each(['metric', 'mark', 'preset', 'starred'], text),
        ...each(['names', 'also'], list(strings)),
        words: named({ type: 'array', items: number, minItems: 2, maxItems: 2 }),
        superlatives: strings,
        stars: named(number),
        bounds: list(range),
        presets: named(list(range)),
      }),
      'The levels, lowest first: what they are called, and their bounds such as “(0.8,0.95]”.',
    ),
    subjects: described(
      fixed({
        ...each(['aliases', 'possible'], list(strings)),
        ...each(['captions', 'generic', 'genericEndings', 'universal'], strings),
      }),
      'Names of subjects that mean the same (“aliases”), and words that name no subject.',
    ),
    tables: described(
      fixed(
        each(
          ['value', 'status', 'note', 'confidence', 'scope', 'members', 'level', 'overlap', 'total', 'cumulative', 'criterion'],
          strings,
        ),
      ),
      'Words for the columns and rows of tables.',
    ),
    standings: described(
      fixed({ ...each(['words', 'verbs'], strings), ranks: named(number) }),
      'Words of standing such as “industrial standard”.',
    ),
    archives: described(strings, 'Globs of chapters whose claims are history: nothing is compared with them.'),
    reference: described(named(named(text)), 'The values that others must agree with, by subject and metric.'),
  });
};

const shape = claimsShape(description => description);

type Complain = (node: Node, message: string) => void;

/** What a node says of claims; what has not its shape is complained about and left out. */
export function claimsFrom(node: Node | undefined, complain: Complain): object {
  return ((node && saidBy(node, shape, 'claims', complain)) as object | undefined) ?? {};
}

function saidBy(node: Node, wanted: Shape, path: string, complain: Complain): unknown {
  if (node.type === wanted.type) return readers[wanted.type](node, wanted, path, complain);
  complain(node, kinds[wanted.type](path));
  return undefined;
}

/** What is complained about where something else stands than should. */
const kinds: Readonly<Record<Shape['type'], (path: string) => string>> = {
  array: path => t('“{0}” must be a list.', path),
  object: path => t('“{0}” must be an object.', path),
  string: path => t('“{0}” must be a string.', path),
  number: path => t('“{0}” must be a number.', path),
  boolean: path => t('“{0}” must be true or false.', path),
};

const readers: Readonly<Record<Shape['type'], (node: Node, wanted: Shape, path: string, complain: Complain) => unknown>> = {
  array: arrayOf,
  object: objectOf,
  string: stringOf,
  number: ({ value }) => value,
  boolean: ({ value }) => value,
};

function arrayOf(node: Node, { items, minItems = 0, maxItems }: Shape, path: string, complain: Complain): unknown[] | undefined {
  const { children = [] } = node;
  if (children.length < minItems || children.length > (maxItems ?? children.length)) {
    complain(node, t('“{0}” must have {1} entries.', path, minItems));
    return undefined;
  }
  return children.map((child, i) => saidBy(child, items!, `${path}.${i}`, complain)).filter(value => value !== undefined);
}

function stringOf(node: Node, wanted: Shape, path: string, complain: Complain): string | undefined {
  const value = node.value as string;
  const isChoice = wanted.enum?.includes(value) ?? true;
  if (isChoice && new RegExp(wanted.pattern ?? '').test(value)) return value;
  complain(
    node,
    isChoice ? t('“{0}” must be a range such as “(0.8,0.95]”.', path) : t('“{0}” must be one of {1}.', path, wanted.enum!.join(', ')),
  );
  return undefined;
}

function objectOf(node: Node, wanted: Shape, path: string, complain: Complain): object | undefined {
  const result = new Map<string, unknown>();
  const { properties = {}, additionalProperties, required = [] } = wanted;
  for (const {
    children: [key, value],
  } of (node.children ?? []) as unknown as { children: [Node, Node | undefined] }[]) {
    const name: string = key.value;
    const inner = Object.hasOwn(properties, name) ? properties[name] : additionalProperties || undefined;
    if (inner === undefined)
      complain(key, t('There is no setting “{0}”; known are {1}.', `${path}.${name}`, Object.keys(properties).join(', ')));
    else if (value !== undefined) {
      const said = saidBy(value, inner, `${path}.${name}`, complain);
      if (said !== undefined) result.set(name, said);
    }
  }
  const missing = required.find(name => !result.has(name));
  if (missing === undefined) return Object.fromEntries(result);
  if (!(node.children ?? []).some(({ children }) => children?.[0]?.value === missing))
    complain(node, t('“{0}” is missing in “{1}”.', missing, path));
  return undefined;
}
