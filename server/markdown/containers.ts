import type { ContainerForm } from '../model/site.ts';

/** Which blocks are read that GFM does not know, in one order. */
export type Containers = readonly ContainerForm[];

/** How a container is opened. */
export interface Opening {
  /** Where its title stands in the line, without spaces at both ends; both 0 where it has none. */
  readonly from: number;
  readonly to: number;
  /** How many colons close it; 0 for one with an indented body. */
  readonly colons: number;
}

/** How much further in than the line that opens it the body of a container stands. */
export const bodyIndent = 4;

interface Form {
  /** What its lines begin with. */
  readonly mark: string;
  /** The whole line, its title in a group. */
  readonly line: RegExp;
}

const words = String.raw`[\p{L}\p{N}_-]+(?: +[\p{L}\p{N}_-]+)*`;

/** As Python-Markdown's admonition (3.4), pymdownx.details and pymdownx.tabbed (9.5), markdown-it-container (4) and Docusaurus (3) have them. */
const forms: Readonly<Record<ContainerForm, Form>> = {
  admonition: { mark: '!', line: new RegExp(`^!!! ?${words}(?: +"(?<title>.*)")? *$`, 'du') },
  details: { mark: '?', line: new RegExp(`^\\?{3}\\+?(?: ?${words}(?: +"(?<title>.*)")?| +"(?<alone>.*)") *$`, 'du') },
  tab: { mark: '=', line: /^===(?:\+!?|!\+?)? +"(?<title>.*)" *$/d },
  colons: { mark: ':', line: /^(?<colons>:{3,}) *[a-z][\w-]*(?: (?<title>.*))?$/di },
  directive: { mark: ':', line: /^(?<colons>:{3,})[a-z][\w-]*(?:\[(?<title>.*)\])?(?:\{[^{}]*\})?(?: (?<alone>.*))?$/di },
};

/** What a line opens, from behind its indentation to before its line ending; undefined where it opens nothing. */
export function openingOf(line: string, containers: Containers): Opening | undefined {
  for (const name of containers) {
    const form = forms[name];
    const { groups, indices } = (line.startsWith(form.mark) && form.line.exec(line)) || {};
    if (indices === undefined) continue;
    const [from, to] = indices.groups?.['title'] ?? indices.groups?.['alone'] ?? [0, 0];
    return { ...trimmed(line, from, to), colons: groups?.['colons']?.length ?? 0 };
  }
  return undefined;
}

function trimmed(line: string, from: number, to: number): { from: number; to: number } {
  let [start, end] = [from, to];
  while (end > start && isSpace(line, end - 1)) end--;
  while (start < end && isSpace(line, start)) start++;
  return start === end ? { from: 0, to: 0 } : { from: start, to: end };
}

const isSpace = (line: string, at: number): boolean => line[at] === ' ' || line[at] === '\t';

/** Whether a line, from behind its indentation, closes a container that so many colons have opened. */
export function closes(line: string, colons: number): boolean {
  let at = 0;
  while (line[at] === ':') at++;
  return at >= colons && line.slice(at).trim() === '';
}
