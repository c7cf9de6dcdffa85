// What stands in the pages of rules and in the README that the rules themselves know: made from the rules and from the schema of `concord.json`, in both languages. The rest of a
// page is written by hand.
import { readFileSync } from 'node:fs';
import { schemaOf } from '../server/config/schema.ts';
import { severities } from '../server/model/configuration.ts';
import type { Rule } from '../server/model/rule.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

const bundle: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8'),
);

const words = {
  en: {
    colon: ': ',
    stop: '.',
    and: '; ',
    severity: 'Default severity',
    repairs: 'Repairs',
    certain: 'what is certain is applied by *Fix All* and `concord check --fix`; all else is offered (`Ctrl+.`)',
    offered: 'offered (`Ctrl+.`), for you to choose',
    none: 'none',
    silencing: 'Silenced by',
    file: 'nothing in the file, since it is the file that is at fault',
    comments: 'nothing: it is about the comments that silence',
    vsCode:
      'VS Code’s own Markdown validation says the same of open chapters; while it is switched on (`markdown.validate.enabled`), Concord leaves the message to it and offers its repairs',
    allChapters: 'Told once all chapters have been read',
    needsFolder: 'Asked only in a folder, not of a chapter that is opened alone',
    classes: 'The letters that `convergence: ignore` takes',
    option: 'option',
    type: 'type',
    default: 'default',
    meaning: 'what it says',
    how: 'How loudly the rule speaks.',
    rules: 'The rules, each with a page of its own:',
    rule: 'rule',
    finds: 'what it finds',
    repair: 'repair',
    sure: 'Fix All',
    choice: 'offered',
    list: 'list of ',
    strings: 'strings',
    objects: 'objects',
    string: 'string',
    boolean: 'boolean',
    object: 'object',
    map: 'object of strings',
  },
  zh: {
    colon: '：',
    stop: '。',
    and: '；',
    severity: '默认严重程度',
    repairs: '修复',
    certain: '确定无疑的由“全部修复”和 `concord check --fix` 直接应用，其余列为快速修复（`Ctrl+.`）',
    offered: '列为快速修复（`Ctrl+.`），由您选择',
    none: '无',
    silencing: '屏蔽方式',
    file: '文件中的任何注释都不能屏蔽，因为有问题的是文件本身',
    comments: '无法屏蔽：它针对的正是屏蔽注释',
    vsCode:
      'VS Code 自带的 Markdown 校验对打开的章节会给出同样的提示；它启用时（`markdown.validate.enabled`），提示由它显示，Concord 只提供修复',
    allChapters: '所有章节读完之后才提示',
    needsFolder: '只在文件夹中检查，单独打开的章节不检查',
    classes: '`convergence: ignore` 所用的字母',
    option: '选项',
    type: '类型',
    default: '默认值',
    meaning: '含义',
    how: '该规则的严重程度。',
    rules: '全部规则，每条规则都有自己的说明：',
    rule: '规则',
    finds: '检查什么',
    repair: '修复',
    sure: '全部修复',
    choice: '快速修复',
    list: '列表：',
    strings: '字符串',
    objects: '对象',
    string: '字符串',
    boolean: '布尔值',
    object: '对象',
    map: '对象，值为字符串',
  },
} as const;

/** What a page tells, in this order. */
export const headings: Readonly<Record<Language, readonly string[]>> = {
  en: ['Why', 'Wrong', 'Right', 'Repair', 'Options'],
  zh: ['为什么', '错误示例', '正确示例', '修复', '选项'],
};

export const pageOf = (id: string, language: Language): string => `docs/rules/${id}${language === 'zh' ? '.zh-cn' : ''}.md`;

const translated = (text: string, language: Language): string => (language === 'zh' ? (bundle[text] ?? text) : text);
const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n+/g, ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');
const ended = (text: string, language: Language): string => (/[.。]$/.test(text) ? text : text + words[language].stop);

/** What a page begins with. */
export function headOf(rule: Rule, language: Language): string {
  const say = words[language];
  const entry = (name: string, text: string) => `- ${name}${say.colon}${text}`;
  return [
    ended(translated(rule.summary, language), language),
    '',
    entry(say.severity, `\`${rule.severity}\``),
    entry(say.repairs, say[rule.repairs ?? 'none']),
    entry(say.silencing, silencing(rule, language)),
    ...Object.entries(rule.statements?.classes ?? {}).map(([letter, text]) => `  - \`${letter}\`${say.colon}${translated(text, language)}`),
    ...(rule.saidByVsCode ? [`- ${say.vsCode}`] : []),
    ...(rule.needsFolder ? [`- ${say.needsFolder}`] : []),
    ...(rule.needsAllChapters ? [`- ${say.allChapters}`] : []),
  ].join('\n');
}

function silencing({ id, isOfFile, checkComments, statements }: Rule, language: Language): string {
  const say = words[language];
  if (isOfFile) return say.file;
  if (checkComments !== undefined) return say.comments;
  const comment = `\`<!-- concord-disable-next-line ${id} -->\``;
  const or = language === 'zh' ? '，或 ' : ', or ';
  return statements === undefined
    ? comment
    : `${comment}${or}\`<!-- convergence: ignore ${Object.keys(statements.classes).join(',')} -->\`${language === 'zh' ? '，字母的含义' : ', with the letters'}${say.colon.trimEnd()}`;
}

interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | false;
}

/** The table of what `concord.json` may say about a rule. */
export function optionsOf({ id, severity, options = [] }: Rule, language: Language): string {
  const say = words[language];
  const { properties = {} } = schemaOf([], text => translated(text, language)) as Shape;
  const own = [`\`rules.${id}\``, [...severities, 'off'].map(one => `\`${one}\``).join(', '), `\`${severity}\``, say.how];
  return table(
    [say.option, say.type, say.default, say.meaning],
    [own, ...options.flatMap(option => rowsOf(option, properties[option]!, language))],
  );
}

/** One row for each thing that is described. */
function rowsOf(name: string, shape: Shape, language: Language): string[][] {
  const below = Object.entries(shape.properties ?? shape.items?.properties ?? {});
  const inside = name + (shape.items?.properties ? '[]' : '');
  const isDescribed = below.some(([, one]) => one.description !== undefined);
  const own = [
    `\`${name}\``,
    typeOf(shape, language),
    shape.default === undefined ? '' : `\`${JSON.stringify(shape.default)}\``,
    shape.description ?? '',
  ];
  return [
    ...(shape.description === undefined ? [] : [own]),
    ...(isDescribed ? below.flatMap(([key, one]) => rowsOf(`${inside}.${key}`, one, language)) : []),
  ];
}

function typeOf({ type, enum: values, items, additionalProperties }: Shape, language: Language): string {
  const say = words[language];
  if (values !== undefined) return values.map(value => `\`${value}\``).join(', ');
  if (type === 'array') return say.list + (items?.type === 'string' ? say.strings : say.objects);
  if (type === 'object')
    return additionalProperties !== undefined && additionalProperties !== false && additionalProperties.type === 'string'
      ? say.map
      : say.object;
  return type === 'boolean' ? say.boolean : say.string;
}

/** The list of all rules. */
export function listOf(rules: readonly Rule[], language: Language): string {
  const say = words[language];
  const repair = { certain: say.sure, offered: say.choice, none: '' };
  const list = table(
    [say.rule, say.finds, say.default, say.repair],
    rules.map(({ id, summary, severity, repairs }) => [
      `[\`${id}\`](${pageOf(id, language)})`,
      translated(summary, language),
      severity,
      repair[repairs ?? 'none'],
    ]),
  );
  const letters = rules.flatMap(({ statements }) => Object.entries(statements?.classes ?? {})).sort(([a], [b]) => (a < b ? -1 : 1));
  const classes = letters.map(([letter, text]) => `\`${letter}\` ${translated(text, language)}`).join(say.and);
  return `${say.rules}\n\n${list}\n\n${say.classes}${say.colon}${classes}${say.stop}`;
}
