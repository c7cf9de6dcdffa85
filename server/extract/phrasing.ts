import type { Nodes, PhrasingContent } from 'mdast';
import { spanOf } from '../markdown/span.ts';

/** What a reader sees of nodes: their text without markup and HTML tags, formulas by their TeX, images by nothing. */
export function plainText(nodes: readonly Nodes[]): string {
  let text = '';
  const [only] = nodes;
  if (nodes.length === 1 && only!.type === 'text') return only!.value;
  for (const node of nodes) {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'inlineMath') text += node.value;
    else if (node.type === 'break') text += '\n';
    else if ('children' in node) text += plainText(node.children);
  }
  return text;
}

/** Whether a fence is a formula: GitHub and VS Code's preview typeset no other language. */
export const isMathFence = (language: string | null | undefined): boolean => /^math$/i.test(language ?? '');

/** Whether a fence shows how something is written in TeX. */
export const isTexListing = (language: string | null | undefined): boolean => /^(?:latex|tex)$/i.test(language ?? '');

/** What stands for a character that is not the writer's plain text: code, a formula, a link that is one. */
const covered = '\uFFFC';

/** The source of a paragraph, heading or cell in which all but its plain text (and the marks of emphasis) is covered up; offsets stay. */
export function plainSource(text: string, start: number, end: number, children: readonly PhrasingContent[]): string {
  let source = '';
  let at = start;
  const cover = (nodes: readonly PhrasingContent[]) => {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (node.type === 'text' || node.type === 'break') continue;
      if (node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete') {
        cover(node.children);
        continue;
      }
      const { start: from, end: to } = spanOf(node);
      source += text.slice(at, from) + covered.repeat(to - from);
      at = to;
    }
  };
  cover(children);
  return source + text.slice(at, end);
}
