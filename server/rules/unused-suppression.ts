import { t } from '@vscode/l10n';
import type { IdleComment, Problem, Rule } from '../model/rule.ts';

export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  group: 'comments',
  summary: 'A comment that suppresses findings where there are none to suppress',
  severity: 'hint',
  // A comment may well have something to silence once all are read.
  needsAllChapters: true,
  repairs: 'certain',
  check: () => [],
  *checkComments(idle) {
    for (const comment of idle) {
      const { span, names } = comment;
      yield { span, message: messageOf(comment), unnecessary: true, ...(names && { data: { rules: names } }) };
    }
  },
  fixes: (problem, { path }, workshop) => {
    const { span } = problem;
    const idle = namesToDrop(problem, workshop.text(path)?.slice(span.start, span.end) ?? '');
    if (idle === undefined)
      return [{ title: t('Remove the comment'), evidence: ['certain'] as const, edits: [{ path, span, newText: '' }] }];
    return [{ title: t('Remove “{0}” from the comment', idle.names.join(', ')), edits: [{ path, span, newText: idle.left }] }];
  },
};

function messageOf({ why, names = [] }: IdleComment): string {
  switch (why) {
    case 'all':
      return t('This comment suppresses nothing.');
    case 'some':
      return t('This comment suppresses nothing of “{0}”.', names.join(', '));
    case 'unknown':
      return t('There is no rule “{0}”.', names.join(', '));
    case 'enables':
      return t('Nothing is disabled here that could be enabled.');
  }
}

/** The rest of a comment some of whose names silence nothing; undefined when nothing is left of it. */
function namesToDrop({ data }: Problem, comment: string): { names: string[]; left: string } | undefined {
  const names = data?.rules as string[] | undefined;
  const parts = /^(<!--\s*\S+\s+)([\s\S]*?)(\s*-->)$/.exec(comment);
  if (names === undefined || parts === null) return undefined;
  const left = parts[2]!.split(/[\s,]+/).filter(name => !names.includes(name));
  return left.length === 0 ? undefined : { names, left: parts[1]! + left.join(' ') + parts[3]! };
}
