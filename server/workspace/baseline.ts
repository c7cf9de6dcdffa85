import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';

/** How often each finding is accepted, by what it says and where, not by its line, which moves. */
export type Accepted = ReadonlyMap<string, number>;

/** Reads what `writeBaseline` wrote; anything else accepts nothing. */
export function readBaseline(text: string): Accepted {
  try {
    const { accepted } = JSON.parse(text);
    return new Map(Object.entries(accepted).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  } catch {
    return new Map();
  }
}

export function writeBaseline(findings: Iterable<readonly [KbPath, readonly Finding[]]>): string {
  const counts = new Map<string, number>();
  for (const [path, found] of findings)
    for (const finding of found) counts.set(keyOf(path, finding), (counts.get(keyOf(path, finding)) ?? 0) + 1);
  const accepted = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, accepted }, null, 2)}\n`;
}

/** The findings beyond those accepted. */
export function withoutAccepted(path: KbPath, findings: readonly Finding[], accepted: Accepted): readonly Finding[] {
  if (accepted.size === 0) return findings;
  const left = new Map<string, number>();
  return findings.filter(finding => {
    const key = keyOf(path, finding);
    const remaining = left.get(key) ?? accepted.get(key) ?? 0;
    left.set(key, remaining - 1);
    return remaining <= 0;
  });
}

/** Independent of the language that messages are in. */
const keyOf = (path: KbPath, { rule, data }: Finding): string => `${path} ${rule} ${JSON.stringify(data ?? {})}`;
