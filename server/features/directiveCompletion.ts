import { t } from '@vscode/l10n';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import type { Rule } from '../model/rule.ts';
import { rules } from '../rules/index.ts';
import { isInCode } from './completionPlace.ts';
import type { RequestContext } from './feature.ts';

const forms = [
  'concord-disable-next-line',
  'concord-disable-line',
  'concord-disable-file',
  'concord-disable',
  'concord-enable',
  'convergence: ignore',
];
// Each of what stands from the last `<!--` on.
const beginning = /^<!--\s*((?:con[\w:-]*)?)$/;
const named = /^<!--\s*concord-(?:disable(?:-(?:next-line|line|file))?|enable)\s((?:[^>]*[\s,])?)([\w-]*)$/;
const lettered = /^<!--\s*convergence:\s*ignore\s+((?:[a-z]\s*,\s*)*)([a-z]?)$/;

/** Rules whose findings a comment can silence. */
const silenced = rules.filter(({ isOfFile, checkComments }) => !isOfFile && checkComments === undefined);

interface Offered {
  readonly label: string;
  readonly detail?: string;
}

/** In a comment that silences: what it may do, the rules that it may name, the letters of statements. Undefined elsewhere. `line`: up to the cursor, whose offset is `offset`. */
export function directiveItems(line: string, offset: number, { text, chapter, rangeOf }: RequestContext): CompletionItem[] | undefined {
  const start = line.lastIndexOf('<!--');
  const offered = start < 0 ? undefined : offeredIn(line.slice(start));
  if (offered === undefined || isInCode(line, offset, text)) return undefined;
  const { written, items } = offered;
  const range = rangeOf(chapter.path, { start: offset - written.length, end: offset });
  return items.map(({ label, detail }, i) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    ...(detail && { detail }),
    sortText: String(i).padStart(3, '0'),
    textEdit: { range, newText: label },
  }));
}

function offeredIn(comment: string): { readonly written: string; readonly items: readonly Offered[] } | undefined {
  const begun = beginning.exec(comment);
  if (begun !== null) return { written: begun[1]!, items: forms.map(label => ({ label })) };
  const rule = named.exec(comment);
  if (rule !== null) {
    const taken = new Set(rule[1]!.split(/[\s,]+/));
    return { written: rule[2]!, items: silenced.filter(({ id }) => !taken.has(id)).map(told) };
  }
  const letter = lettered.exec(comment);
  return letter === null ? undefined : { written: letter[2]!, items: letters(new Set(letter[1]!.split(/[\s,]+/))) };
}

const told = ({ id, summary }: Rule): Offered => ({ label: id, detail: t(summary) });

const letters = (taken: ReadonlySet<string>): Offered[] =>
  rules
    .flatMap(({ statements }) => Object.entries(statements?.classes ?? {}))
    .filter(([label]) => !taken.has(label))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, text]) => ({ label, detail: t(text) }));
