import { parseArgs } from 'node:util';
import { t } from '@vscode/l10n';
import { languageOf } from '../host/locale.ts';
import { severities } from '../model/configuration.ts';

/** What went wrong with the call or the machine, in one line that says what to do: exit status 2. */
export class CallError extends Error {}

export const formats = ['text', 'json', 'sarif', 'github'] as const;

export interface CheckCall {
  readonly command: 'check';
  /** The root of the knowledge base, where it is named as such. */
  readonly root: string | undefined;
  /** Folders and files to check; `-` for standard input. */
  readonly paths: readonly string[];
  /** The file that standard input is the text of. */
  readonly stdinPath: string | undefined;
  readonly format: (typeof formats)[number];
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly failOn: (typeof severities)[number] | 'never';
  readonly git: boolean;
  /** Whether to use and keep what is known from one run to the next. */
  readonly cache: boolean;
  /** Where to write the accepted findings. */
  readonly writeBaseline: string | undefined;
  readonly locale: string | undefined;
}

export interface ClaimsCall {
  readonly command: 'claims';
  readonly root: string;
  readonly format: 'text' | 'json' | 'csv';
  readonly cache: boolean;
  readonly locale: string | undefined;
}

export interface ReportCall {
  readonly command: 'report';
  readonly root: string;
  readonly format: 'html' | 'md';
  readonly cache: boolean;
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

export interface MoveCall {
  readonly command: 'move';
  /** The root of the knowledge base, where it is named as such. */
  readonly root: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly dryRun: boolean;
  readonly cache: boolean;
  readonly locale: string | undefined;
}

export type Call =
  | CheckCall
  | ClaimsCall
  | ReportCall
  | TocCall
  | MoveCall
  | { readonly command: 'help' }
  | { readonly command: 'version' };

/** How to call the program. */
export const usage = (): string =>
  t(`Usage:
  concord check [ROOT] [--format text|json|sarif|github] [--fix] [--dry-run]
                [--fail-on error|warning|information|hint|never]
                [--no-git] [--no-cache] [--write-baseline FILE] [--locale en|zh-cn]
  concord check FILE… [--root DIR]
  concord check - --stdin-path FILE [--root DIR]
  concord claims [ROOT] [--format text|json|csv] [--no-cache] [--locale en|zh-cn]
  concord report [ROOT] [--html|--md] [--no-cache] [--locale en|zh-cn]
  concord toc   FILE… [--check] [--locale en|zh-cn]
  concord move  OLD NEW [--dry-run] [--root DIR] [--no-cache] [--locale en|zh-cn]

“move” gives a file or folder another place, and writes every link to it and in it so that
it leads where it did, all or nothing; what is at NEW already is only followed.

“toc” brings the tables of contents of files, or of all chapters in folders, up to date;
with --check it only says which are not. “claims” lists what chapters state of how far
something has come. “report” writes how the knowledge base stands, as one page.

ROOT is the folder of the knowledge base; without it, the current folder. What is
checked, and how loudly, stands in its concord.json.

Of FILE…, files or several folders, only the findings in these are told, and only these
are fixed. Their knowledge base is DIR, or else the nearest folder above that has a
concord.json or a .git, or else the current folder. Files that are no Markdown are
passed over. “-” checks standard input, as if it were the text of the file that
--stdin-path names.

  --format          how to print the findings (default: text)
  --fix             apply the fixes that are the single good one; read-only files are
                    left alone, links and hard links stay what they are
  --dry-run         with --fix, and for “move”: only show what would change
  --fail-on         exit with 1 when a finding is at least that severe (default: error)
  --no-cache        read every file, and keep nothing for the next run
  --no-git          do not ask the git history which files were renamed
  --write-baseline  write today's findings, and no others, to a file that concord.json can
                    name as "baseline": they are then accepted, only new ones reported
  --locale          the language of the messages (default: that of the environment)

Exit status: 0 nothing found, 1 something found, 2 the call or the machine is at fault.
`);

/** The language that a call asks for, before anything in it is complained about. */
export function localeIn(args: readonly string[]): string | undefined {
  const at = args.findIndex(arg => arg === '--locale' || arg.startsWith('--locale='));
  return at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1]);
}

export function readCall(args: readonly string[]): Call {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new CallError(complaintOf(error as Error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) throw new CallError(t('No command given. See “concord --help”.'));
  const read = commands.get(command);
  if (read === undefined) throw new CallError(t('There is no command “{0}”. See “concord --help”.', command));
  return read(values, paths);
}

type Values = ReturnType<typeof parse>['values'];

function localeOf({ locale }: Values): string | undefined {
  if (locale === undefined || languageOf(locale) !== undefined) return locale;
  throw new CallError(notOneOf('--locale', ['en', 'zh-cn'], locale));
}

function tocCall(values: Values, files: readonly string[]): TocCall {
  if (files.length === 0) throw new CallError(t('Name the files whose tables of contents are to be brought up to date.'));
  return { command: 'toc', files, check: values.check, locale: localeOf(values) };
}

function claimsCall(values: Values, paths: readonly string[]): ClaimsCall {
  if (paths.length > 1) throw new CallError(t('Too many arguments: “{0}”. A path with spaces needs quotes.', paths.slice(1).join(' ')));
  return {
    command: 'claims',
    root: paths[0] ?? '.',
    format: oneOf('--format', values.format, ['text', 'json', 'csv']),
    cache: !values['no-cache'],
    locale: localeOf(values),
  };
}

function reportCall(values: Values, paths: readonly string[]): ReportCall {
  if (paths.length > 1) throw new CallError(t('Too many arguments: “{0}”. A path with spaces needs quotes.', paths.slice(1).join(' ')));
  if (values.html && values.md) throw new CallError(t('--html and --md exclude each other.'));
  return {
    command: 'report',
    root: paths[0] ?? '.',
    format: values.html ? 'html' : 'md',
    cache: !values['no-cache'],
    locale: localeOf(values),
  };
}

function moveCall(values: Values, paths: readonly string[]): MoveCall {
  const [from, to, ...more] = paths;
  if (from === undefined || to === undefined) throw new CallError(t('Name what is to be moved, and where to: “concord move OLD NEW”.'));
  if (more.length > 0) throw new CallError(t('Too many arguments: “{0}”. A path with spaces needs quotes.', more.join(' ')));
  return {
    command: 'move',
    root: values.root,
    from,
    to,
    dryRun: values['dry-run'],
    cache: !values['no-cache'],
    locale: localeOf(values),
  };
}

function checkCall(values: Values, paths: readonly string[]): CheckCall {
  const isTyped = paths.includes('-');
  if (isTyped !== (values['stdin-path'] !== undefined))
    throw new CallError(t('“-”, for standard input, and --stdin-path go together: it names the file that the text is of.'));
  if (isTyped && values.fix) throw new CallError(t('--fix writes files, and standard input is none.'));
  if (values['dry-run'] && !values.fix) throw new CallError(t('--dry-run goes with --fix.'));
  if (values['dry-run'] && values['write-baseline'] !== undefined) throw new CallError(t('--dry-run writes nothing, and no baseline.'));
  return {
    command: 'check',
    root: values.root,
    paths,
    stdinPath: values['stdin-path'],
    format: oneOf('--format', values.format, formats),
    fix: values.fix,
    dryRun: values['dry-run'],
    failOn: oneOf('--fail-on', values['fail-on'], [...severities, 'never']),
    git: !values['no-git'],
    cache: !values['no-cache'],
    writeBaseline: values['write-baseline'],
    locale: localeOf(values),
  };
}

const commands = new Map<string, (values: Values, paths: readonly string[]) => Call>([
  ['check', checkCall],
  ['claims', claimsCall],
  ['report', reportCall],
  ['toc', tocCall],
  ['move', moveCall],
]);

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      fix: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      html: { type: 'boolean', default: false },
      md: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'fail-on': { type: 'string', default: 'error' },
      'no-git': { type: 'boolean', default: false },
      'no-cache': { type: 'boolean', default: false },
      'write-baseline': { type: 'string' },
      root: { type: 'string' },
      'stdin-path': { type: 'string' },
      locale: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', short: 'v', default: false },
    },
  });

/** What Node says of an option, in our words. */
function complaintOf({ message }: Error): string {
  const option = /'([^' ]*)/.exec(message)?.[1] ?? '';
  if (/^Unknown option/.test(message)) return t('There is no option “{0}”. See “concord --help”.', option);
  if (/does not take an argument/.test(message)) return t('The option “{0}” takes no value.', option);
  return t('The option “{0}” needs a value.', option);
}

function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const chosen = choices.find(choice => choice === value);
  if (chosen === undefined) throw new CallError(notOneOf(option, choices, value));
  return chosen;
}

const notOneOf = (option: string, choices: readonly string[], value: string): string =>
  t('{0} must be one of {1}, not “{2}”.', option, choices.join(', '), value);
