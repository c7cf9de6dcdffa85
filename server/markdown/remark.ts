import type { Nodes, Root } from 'mdast';
import { fromMarkdown, type Extension as MdastExtension } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { Extension } from 'micromark-util-types';
import { linkBareAddresses } from './addresses.ts';
import { destinationsFromMarkdown } from './destinations.ts';
import { mathFromMarkdown, mathSyntax } from './math.ts';
import type { Placement } from './nodes.ts';

/** What a piece of a chapter must know of the rest of it. */
export interface Surroundings {
  /** True when the text is the beginning of a chapter, where front matter may stand. */
  readonly atStart: boolean;
  /** Identifiers of the link definitions of the chapter, as micromark normalises them. */
  readonly definitions: readonly string[];
  /** Identifiers of its footnote definitions. */
  readonly footnotes: readonly string[];
}

export const wholeDocument: Surroundings = { atStart: true, definitions: [], footnotes: [] };

/**
 * What Markdown means: the engine of remark (micromark, mdast-util-from-markdown) with GFM, YAML and TOML front matter and formulas.
 * The tree has no `position`; `spanOf` reads where a node stands, `data` holds places of destinations and labels, all as offsets
 * into `text`. Never throws: text that the engine itself fails on gives an empty tree.
 */
export function parseWithRemark(text: string, surroundings: Surroundings = wholeDocument): Root {
  const extensions = [gfm(), mathSyntax, defining(surroundings)];
  if (surroundings.atStart) extensions.push(frontmatter(['yaml', 'toml']));
  try {
    const tree = fromMarkdown(text, { extensions, mdastExtensions });
    // micromark takes a byte order mark off without counting it.
    place(tree, text.charCodeAt(0) === 0xfeff ? 1 : 0);
    linkBareAddresses(tree, text);
    return tree;
  } catch {
    return { type: 'root', children: [], from: 0, to: text.length } as Root;
  }
}

const mdastExtensions: MdastExtension[] = [
  // Its transforms link bare addresses in text, at no position: `linkBareAddresses` does it instead.
  ...gfmFromMarkdown().map(extension => ({ ...extension, transforms: [] })),
  frontmatterFromMarkdown(['yaml', 'toml']),
  mathFromMarkdown,
  destinationsFromMarkdown,
];

/** A construct that matches nothing, but tells the parser what is defined in the rest of the chapter before it reads any text. */
function defining({ definitions, footnotes }: Surroundings): Extension {
  return {
    document: {
      null: {
        name: 'defining',
        tokenize(_effects, _ok, nok) {
          const { parser } = this;
          if (parser.defined.length === 0) parser.defined.push(...definitions);
          parser.gfmFootnotes ??= [...footnotes];
          return nok;
        },
      },
    },
  };
}

/** Turns unist positions into `from` and `to`, and moves all places by `by`. */
function place(node: Nodes, by: number): void {
  const { position } = node;
  delete node.position;
  const placement = node as unknown as Placement;
  placement.from = position?.start.offset ?? 0;
  placement.to = position?.end.offset ?? 0;
  if (by > 0) move(node, by);
  if ('children' in node) for (const child of node.children) place(child, by);
}

function move(node: Nodes, by: number): void {
  const placement = node as unknown as Placement;
  placement.from += by;
  placement.to += by;
  for (const span of Object.values(node.data ?? {}) as Placement[] & { start: number; end: number }[]) {
    span.start += by;
    span.end += by;
  }
}
