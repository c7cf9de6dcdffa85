/** Text that is just text in Markdown, wherever in a paragraph it stands: white space is one space, and nothing in it is markup, HTML or an entity, or begins a block. */
export const escaped = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r ]+/g, ' ')
    .replace(/[\\`*_{}[\]<>#+!|~$&]/g, '\\$&')
    .replace(/^( ?)(?=[-=])/, '$1\\')
    .replace(/^( ?\d{1,9})(?=[.)])/, '$1\\');

/** Text as code in a line of Markdown. */
export function asCode(text: string): string {
  const line = text.replace(/[\t\n\v\f\r ]+/g, ' ');
  const marks = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = /^`|`$|^ .*\S.* $/.test(line) ? ' ' : '';
  return `${marks}${space}${line}${space}${marks}`;
}

/** A URI as the destination of a link in Markdown. */
export const asDestination = (uri: string): string =>
  uri.replace(/[\s()<>\\]/g, found => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** Text that is just text where VS Code draws `$(icon)`: in lenses and choices. */
export const withoutIcons = (text: string): string => text.replace(/\$(?=\()/g, '\\$');
