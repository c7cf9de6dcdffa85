import { mostSevere } from '../features/mostSevere.ts';
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
  readonly #known = new WeakMap<Workspace, Answers>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #planned: Renew | undefined;
  /** `changed` is told whose messages are others now. */
  readonly #changed: (workspace: Workspace, paths: readonly KbPath[]) => void;

  constructor(changed: (workspace: Workspace, paths: readonly KbPath[]) => void) {
    this.#changed = changed;
  }

  /** The message of a finding that is told now: with what was meant, as far as that is known and the chapter is open. */
  messageOf(workspace: Workspace, path: KbPath, finding: Finding): string {
    const known = this.#known.get(workspace);
    // Told without it, so that it is news when the chapter is opened again.
    if (!workspace.isOpen(path)) known?.delete(path);
    return known?.get(path)?.get(keyOf(finding)) ?? finding.message;
  }

  /** Something has been worked out in these. */
  worked(workspaces: Iterable<Workspace>): void {
    const waiting = [...workspaces];
    this.#plan(isOver => this.#renew(waiting.flatMap(questionsOf), new Map(), isOver), rest);
  }

  /** Does at once what is to be done when the time has come. */
  now(): void {
    clearTimeout(this.#timer);
    this.#planned?.(() => false);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #plan(renew: Renew, pause: number): void {
    clearTimeout(this.#timer);
    this.#planned = renew;
    this.#timer = setTimeout(() => {
      const begun = performance.now();
      renew(() => performance.now() - begun >= turn);
    }, pause);
  }

  #renew(questions: Question[], answers: Map<Workspace, Answers>, isOver: () => boolean): void {
    this.#planned = undefined;
    while (questions.length > 0 && !isOver()) {
      const question = questions[0]!;
      const finding = question.findings.pop();
      if (finding === undefined) questions.shift();
      else
        question.workspace.failures.guard('Looking for what was meant', question.path, undefined, () => answer(question, finding, answers));
    }
    if (questions.length > 0) this.#plan(isOverThen => this.#renew(questions, answers, isOverThen), 0);
    else for (const [workspace, known] of answers) this.#take(workspace, known);
  }

  #take(workspace: Workspace, known: Answers): void {
    const before = this.#known.get(workspace);
    this.#known.set(workspace, known);
    const changed = [...known].filter(([path, messages]) =>
      [...messages].some(([key, message]) => message !== (before?.get(path)?.get(key) ?? messageIn(key))),
    );
    if (changed.length > 0)
      this.#changed(
        workspace,
        changed.map(([path]) => path),
      );
  }
}

/** Goes on until a turn is over. */
type Renew = (isOver: () => boolean) => void;

/** By chapter, the messages that say what was meant, by what they are about. */
type Answers = Map<KbPath, Map<string, string>>;

function answer({ workspace, path, workshop }: Question, finding: Finding, answers: Map<Workspace, Answers>): void {
  const own: Answers = answers.get(workspace) ?? new Map();
  answers.set(workspace, own);
  const messages = own.get(path) ?? new Map<string, string>();
  own.set(path, messages);
  const [key, message] = [keyOf(finding), messageOf(workspace, finding, path, workshop)];
  // Two links to the same missing place may mean two things by their texts.
  messages.set(key, (messages.get(key) ?? message) === message ? message : finding.message);
}

/** What is to be found out of a chapter. */
interface Question {
  readonly workspace: Workspace;
  readonly path: KbPath;
  readonly findings: Finding[];
  readonly workshop: ReturnType<typeof workshopOf>;
}

const questionsOf = (workspace: Workspace): Question[] =>
  workspace.openPaths().flatMap(path =>
    workspace.failures.guard('Looking for what was meant', path, [], () => {
      const findings = mostSevere(workspace.findings(path)).shown.filter(({ rule }) => workspace.rule(rule)?.corrections !== undefined);
      return findings.length === 0 ? [] : [{ workspace, path, findings, workshop: workshopOf(workspace) }];
    }),
  );

const keyOf = ({ rule, message, data }: Finding): string => JSON.stringify([message, rule, data?.['destination']]);
const messageIn = (key: string): string => JSON.parse(key)[0];
