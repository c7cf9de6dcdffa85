import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import { messageOf, workshopOf } from '../workspace/fixes.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Milliseconds without work after which somebody may be reading. */
const rest = 800;
/** Milliseconds that one turn of the event loop may take. */
const turn = 5;

/**
 * What was probably meant by what is wrong in the open chapters. Finding it looks through the whole knowledge base, so it waits until nothing has been worked out for a
 * while; until then, what was said last stands.
 */
export class Suggestions {
  /** Messages that say it, by what they are about. */
  readonly #known = new WeakMap<Workspace, Map<string, string>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** `changed` is told whose messages are others now. */
  readonly #changed: (workspace: Workspace, paths: readonly KbPath[]) => void;

  constructor(changed: (workspace: Workspace, paths: readonly KbPath[]) => void) {
    this.#changed = changed;
  }

  /** The message of a finding, with what was meant as far as that is known. */
  messageOf(workspace: Workspace, path: KbPath, finding: Finding): string {
    return this.#known.get(workspace)?.get(keyOf(path, finding)) ?? finding.message;
  }

  /** Something has been worked out in these. */
  worked(workspaces: Iterable<Workspace>): void {
    clearTimeout(this.#timer);
    const waiting = [...workspaces];
    this.#timer = setTimeout(() => this.#renew(waiting.flatMap(questionsOf), new Map()), rest);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #renew(questions: Question[], answers: Map<Workspace, Map<string, string>>): void {
    const begun = performance.now();
    while (questions.length > 0 && performance.now() - begun < turn) {
      const { workspace, path, findings, workshop } = questions[0]!;
      const finding = findings.pop();
      if (finding === undefined) {
        questions.shift();
        continue;
      }
      const known = answers.get(workspace) ?? new Map<string, string>();
      answers.set(workspace, known);
      const message = messageOf(workspace, finding, path, workshop);
      const key = keyOf(path, finding);
      // Two links to the same missing place may mean two things by their texts.
      known.set(key, known.get(key) === undefined || known.get(key) === message ? message : finding.message);
    }
    if (questions.length > 0) this.#timer = setTimeout(() => this.#renew(questions, answers));
    else for (const [workspace, known] of answers) this.#take(workspace, known);
  }

  #take(workspace: Workspace, known: Map<string, string>): void {
    const before = this.#known.get(workspace);
    this.#known.set(workspace, known);
    const paths = [...known].flatMap(([key, message]) => {
      const [path, , told] = key.split('\0') as [KbPath, string, string];
      return (before?.get(key) ?? told) === message ? [] : [path];
    });
    if (paths.length > 0) this.#changed(workspace, [...new Set(paths)]);
  }
}

/** What is to be found out of a chapter. */
interface Question {
  readonly workspace: Workspace;
  readonly path: KbPath;
  readonly findings: Finding[];
  readonly workshop: ReturnType<typeof workshopOf>;
}

const questionsOf = (workspace: Workspace): Question[] =>
  workspace.openPaths().flatMap(path => {
    const findings = workspace.findings(path).filter(({ rule }) => workspace.rule(rule)?.corrections !== undefined);
    return findings.length === 0 ? [] : [{ workspace, path, findings, workshop: workshopOf(workspace) }];
  });

const keyOf = (path: KbPath, { rule, message, data }: Finding): string => [path, rule, message, data?.['destination'] ?? ''].join('\0');
