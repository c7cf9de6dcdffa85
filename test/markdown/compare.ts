import type { Nodes, Root } from 'mdast';
import { mdastOf } from '../../server/markdown/mdastOf.ts';
import type { Parsed } from '../../server/markdown/parse.ts';
import { parseWithRemark } from '../../server/markdown/remark.ts';
import { spanOf } from '../../server/markdown/span.ts';

/**
 * The first difference between what was read and what remark reads in the whole text; undefined when there is none, or a mistake of
 * remark's that is known.
 */
export function differenceFromRemark(parsed: Parsed): string | undefined {
  const expected = parseWithRemark(parsed.text, undefined, true, parsed.syntax);
  if (hasKnownMistake(expected, parsed.text)) return;
  return difference(mdastOf(parsed), expected);
}

/**
 * Indented code behind a list and a blank line, `  1. a`, blank, `    b`, `    c`: micromark (4.0.3) makes a block of each line and ends
 * it before blank lines that it has in it elsewhere. CommonMark 0.31, 4.4: “An indented code block is composed of one or more indented
 * chunks separated by blank lines.”
 *
 * A footnote behind indented code, `    a`, `[^1]: 2. b`: what follows the code interrupts nothing, and micromark still reads the footnote's first block as if it
 * interrupted a paragraph, which a list that begins with 2, or with an empty item, may not.
 */
export function hasKnownMistake(expected: Nodes, text: string): boolean {
  if (!('children' in expected)) return false;
  return expected.children.some((node, i) => {
    const before = expected.children[i - 1];
    return (
      (before?.type === 'list' && isIndentedCode(node, text)) ||
      (node.type === 'footnoteDefinition' && before !== undefined && isIndentedCode(before, text)) ||
      hasKnownMistake(node, text)
    );
  });
}

const isIndentedCode = (node: Nodes, text: string): boolean => node.type === 'code' && /^[ \t]/.test(text.slice(spanOf(node).start));

/** The first difference between two trees, with the path to it. */
export function difference(actual: Root, expected: Root): string | undefined {
  return differing(actual, expected, '');
}

function differing(actual: unknown, expected: unknown, path: string): string | undefined {
  if (actual === expected) return;
  if (!isObject(actual) || !isObject(expected)) return `${path}: ${shown(actual)}, remark: ${shown(expected)}`;
  const here = `${path}/${(actual as Partial<Nodes>).type ?? ''}`;
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    if (actual[key] === expected[key]) continue;
    const found = differing(actual[key], expected[key], `${here}.${key}`);
    if (found) return found;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 300);
