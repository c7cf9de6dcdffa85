import { parseArgs } from 'node:util';
import { severities } from '../model/configuration.ts';

/** What went wrong with the call or the machine, in one line that says what to do: exit status 2. */
export class CallError extends Error {}

export const formats = ['text', 'json', 'sarif', 'github'] as const;

export interface CheckCall {
  readonly command: 'check';
  readonly root: string;
  readonly format: (typeof formats)[number];
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly failOn: (typeof severities)[number] | 'never';
  readonly git: boolean;
  /** Whether to use and keep what is known from one run to the next. */
  readonly cache: boolean;
  /** Where to write the accepted findings, from the root. */
  readonly writeBaseline: string | undefined;
  readonly locale: string | undefined;
}

export interface TocCall {
  readonly command: 'toc';
  /** Files, or folders that stand for all chapters below. */
  readonly files: readonly string[];
  /** Only say which tables are out of date. */
  readonly check: boolean;
  readonly locale: string | undefined;
}

export type Call = CheckCall | TocCall | { readonly command: 'help' } | { readonly command: 'version' };

export const usage = `Usage:
  concord check [ROOT] [--format text|json|sarif|github] [--fix] [--dry-run]
                [--fail-on error|warning|information|hint|never]
                [--no-git] [--no-cache] [--write-baseline FILE] [--locale en|zh-cn]
  concord toc   FILE… [--check] [--locale en|zh-cn]

“toc” brings the tables of contents of files, or of all chapters in folders, up to date;
with --check it only says which are not.

ROOT is the folder of the knowledge base; without it, the current folder. What is
checked, and how loudly, stands in its concord.json.

  --format          how to print the findings (default: text)
  --fix             apply the fixes that are the single good one
  --dry-run         with --fix: only show what would change
  --fail-on         exit with 1 when a finding is at least that severe (default: error)
  --no-cache        read every file, and keep nothing for the next run
  --no-git          do not ask the git history which files were renamed
  --write-baseline  write today's findings to a file that concord.json can name as
                    "baseline": they are then accepted, and only new ones reported
  --locale          the language of the messages (default: that of the environment)

Exit status: 0 nothing found, 1 something found, 2 the call or the machine is at fault.
`;

export function readCall(args: readonly string[]): Call {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new CallError(`${(error as Error).message.split('\n')[0]} See “concord --help”.`);
  }
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, root = '.', ...rest] = positionals;
  if (command === 'toc') {
    if (positionals.length === 1) throw new CallError('Name the files whose tables of contents are to be brought up to date.');
    return { command, files: positionals.slice(1), check: values.check, locale: values.locale };
  }
  if (command !== 'check')
    throw new CallError(`${command === undefined ? 'No command given' : `Unknown command “${command}”`}. See “concord --help”.`);
  if (rest.length > 0) throw new CallError(`Too many arguments: “${rest.join(' ')}”. A path with spaces needs quotes.`);
  if (values['dry-run'] && !values.fix) throw new CallError('--dry-run goes with --fix.');
  return {
    command,
    root,
    format: oneOf('--format', values.format, formats),
    fix: values.fix,
    dryRun: values['dry-run'],
    failOn: oneOf('--fail-on', values['fail-on'], [...severities, 'never']),
    git: !values['no-git'],
    cache: !values['no-cache'],
    writeBaseline: values['write-baseline'],
    locale: values.locale,
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      fix: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'fail-on': { type: 'string', default: 'error' },
      'no-git': { type: 'boolean', default: false },
      'no-cache': { type: 'boolean', default: false },
      'write-baseline': { type: 'string' },
      locale: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', short: 'v', default: false },
    },
  });

function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const chosen = choices.find(choice => choice === value);
  if (chosen === undefined) throw new CallError(`${option} must be one of ${choices.join(', ')}, not “${value}”.`);
  return chosen;
}
