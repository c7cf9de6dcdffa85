/** Where each rule is explained; set once, when the host has found the page in the reader's language. */
const pages = new Map<string, string>();

export const rulePage = (rule: string): string | undefined => pages.get(rule);

/** Takes the page that explains all rules, one `## rule-id` each. `uri`: of the page. */
export function setRulePages(uri: string, text: string): void {
  pages.clear();
  text.split('\n').forEach((line, i) => {
    const rule = /^## ([a-z-]+)\s*$/.exec(line)?.[1];
    if (rule !== undefined) pages.set(rule, `${uri}#L${i + 1}`);
  });
}
