/** Text that is just text in Markdown. */
export const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#+!|~$]/g, '\\$&');
