import type { Nodes, Root } from 'mdast';
import type { Extension as MdastExtension } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { combineExtensions } from 'micromark-util-combine-extensions';
import type { Extension } from 'micromark-util-types';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Syntax } from '../model/site.ts';
import { linkBareAddresses, mayHoldAddress, readingAddresses } from './addresses.ts';
import { holdsContainer, settleSpread } from './containerNodes.ts';
import { containerSyntax, containersFromMarkdown } from './containerSyntax.ts';
import { corrections } from './corrections.ts';
import { type Defined, definedIn, definedTogether, definesSame, nothingDefined, tell } from './defined.ts';
import { destinationsFromMarkdown } from './destinations.ts';
import { frontMatterEnd } from './frontMatter.ts';
import { mathFromMarkdown, mathSyntax } from './math.ts';
import { move, type Placement } from './nodes.ts';
import { wikiLinkFromMarkdown, wikiLinkSyntax } from './wikiLinks.ts';

/**
 * What Markdown means: remark-parse with GFM, YAML and TOML front matter and formulas.
 * The tree has no `position`; `spanOf` reads where a node stands, `data` holds places of destinations and labels, all as offsets
 * into `text`. Never throws: text that the engine itself fails on, or that is nested deeper than `deepest`, gives an empty tree.
 *
 * A piece of a chapter is read with what the rest of it defines, and `isStart` false when it is not its beginning, where alone front
 * matter may stand. `syntax`: what there is besides.
 */
export function parseWithRemark(text: string, defined: Defined = nothingDefined, isStart = true, syntax: Syntax = {}): Root {
  const tree = parseOnce(text, defined, isStart, syntax);
  if (!tree.children.some(holdsContainer)) return tree;
  settleSpread(tree, text);
  // What stands before a container is read before what that defines is known.
  const all = definedTogether([defined, definedIn(tree.children)]);
  if (definesSame(all, defined)) return tree;
  const again = parseOnce(text, all, isStart, syntax);
  settleSpread(again, text);
  return again;
}

function parseOnce(text: string, defined: Defined, isStart: boolean, syntax: Syntax): Root {
  const extensions: Extension[] = [common];
  if (syntax.wikiLinks) extensions.push(wikiLinkSyntax);
  if (syntax.containers) extensions.push(containerSyntax(syntax.containers));
  // Front matter that is not closed would hide the lists and quotes of the whole chapter from micromark.
  if (isStart && frontMatterEnd(text) > 0) extensions.push(frontmatter(['yaml', 'toml']));
  extensions.push(defining(defined));
  // micromark takes a byte order mark off without counting it, and only at the beginning of a chapter is it one.
  const mark = text.charCodeAt(0) === 0xfeff;
  const behindLineEnding = mark && !isStart;
  try {
    const data = { micromarkExtensions: extensions, fromMarkdownExtensions: mdastExtensions };
    const tree = unified()
      .use(remarkParse)
      .data(data)
      .parse(behindLineEnding ? `\n${text}` : text);
    place(tree, behindLineEnding ? -1 : mark ? 1 : 0, text);
    if (mayHoldAddress(text)) linkBareAddresses(tree.children, text);
    // Nothing else: micromark's task lists may leave a mark on the root.
    return { type: 'root', children: tree.children, from: 0, to: text.length } as Root;
  } catch {
    return { type: 'root', children: [], from: 0, to: text.length } as Root;
  }
}

const common = combineExtensions([readingAddresses(gfm()), mathSyntax, corrections]) as Extension;

const mdastExtensions: MdastExtension[] = [
  // Its transforms link bare addresses in text, at no position: `linkBareAddresses` does it instead.
  ...gfmFromMarkdown().map(extension => ({ ...extension, transforms: [] })),
  frontmatterFromMarkdown(['yaml', 'toml']),
  mathFromMarkdown,
  containersFromMarkdown,
  destinationsFromMarkdown,
  wikiLinkFromMarkdown,
];

/** A construct that matches nothing, but tells the parser what is defined in the rest of the chapter before it reads any text. */
function defining({ definitions, footnotes }: Defined): Extension {
  let told = false;
  return {
    document: {
      null: {
        name: 'defining',
        tokenize(_effects, _ok, nok) {
          if (!told) {
            const { parser } = this;
            tell(parser.defined, definitions);
            parser.gfmFootnotes = tell(parser.gfmFootnotes ?? [], footnotes);
            told = true;
          }
          return nok;
        },
      },
    },
  };
}

/** Levels of nodes in nodes. Nobody writes so many, and whoever walks a tree may do it by recursion. */
const deepest = 200;

/** Turns unist positions into `from` and `to`, and moves all places by `by`. */
function place(node: Nodes, by: number, text: string, depth = 0): void {
  if (depth > deepest) throw new RangeError('nested too deep');
  const { position } = node;
  delete node.position;
  const placement = node as unknown as Placement;
  placement.from = position?.start.offset ?? 0;
  placement.to = position?.end.offset ?? 0;
  if (by !== 0) move(node, by);
  if (node.type === 'break' || (node.type === 'text' && /[\r\n]$/.test(node.value))) endAtLineEnding(placement, text);
  if ('children' in node) for (const child of node.children) place(child, by, text, depth + 1);
}

/** Whether micromark counts what containers take off the next line depends on what it has tried there in vain. */
function endAtLineEnding(placement: Placement, text: string): void {
  while (placement.to > placement.from && !/[\r\n]/.test(text.charAt(placement.to - 1))) placement.to--;
}
