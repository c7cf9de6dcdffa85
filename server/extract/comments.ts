import type { Definition, Link } from '../model/facts.ts';

/**
 * Says of each definition whether it is a comment. Markdown has none of its own, so writers define what nothing refers to: `[//]: # (remark)`, `[comment]: <> (remark)`,
 * `[#]: # "remark"`, `[_]: - 'remark'`. What they have in common is a destination that leads nowhere, or a label that nobody could read. What something refers to is no comment.
 */
export function withComments(definitions: Definition[], links: readonly Link[]): Definition[] {
  if (!definitions.some(definition => leadsNowhere(definition) || isUnreadable(definition))) return definitions;
  const used = new Set(links.map(({ label }) => label));
  const seen = new Set<string>();
  return definitions.map(definition => {
    const { label } = definition;
    const isReached = used.has(label) && !seen.has(label);
    seen.add(label);
    const isComment = leadsNowhere(definition) ? !isReached : isUnreadable(definition) && !used.has(label);
    return isComment ? { ...definition, comment: true } : definition;
  });
}

const leadsNowhere = ({ destination }: Definition): boolean => /^[-#_*!~+=]*$/.test(destination);

const isUnreadable = ({ label }: Definition): boolean =>
  /^[!-/:-@[-`{-~\s]+$/.test(label) || /^(?:comments?|注释|註釋|註解)[\s_-]*\d*$/i.test(label);
