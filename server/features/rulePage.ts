/** Where the page of each rule is; set once, when the host has found those in the reader's language. */
const pages = new Map<string, string>();

export const rulePage = (rule: string): string | undefined => pages.get(rule);

/** Takes the pages of rules, `ID.md` each, or `ID.zh-cn.md` where `ending` says so. `folder`: the URI of the folder that they lie in; `files`: the names of all files in it. */
export function setRulePages(folder: string, ending: '.md' | '.zh-cn.md', files: readonly string[]): void {
  pages.clear();
  for (const name of files) {
    const id = name.slice(0, -ending.length);
    if (name.endsWith(ending) && !id.includes('.')) pages.set(id, `${folder}/${name}`);
  }
}
