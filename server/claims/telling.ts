import { t } from '@vscode/l10n';

/** `准收敛 (L3)`, but not `L3 (L3)`. */
export const levelNamed = (said: string, label: string): string => (said.includes(label) ? said : t('{0} ({1})', said, label));

/** Two chapters by their numbers, or by their names when they have none. */
export const chaptersNamed = (paths: readonly string[]): string => {
  const [first = '', second] = paths.map(chapterName);
  return second === undefined ? first : t('{0} and {1}', first, second);
};

/** `03.2.1` for `03/03.2.1-数学层收敛.md`, the folder for a README. */
export function chapterName(path: string): string {
  const parts = path.split('/');
  const file = parts.at(-1)!.replace(/\.\w+$/u, '');
  const name = /^readme$/iu.test(file) ? (parts.at(-2) ?? file) : file;
  return /^\d+(?:\.\d+)+/u.exec(name)?.[0] ?? name;
}
