import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { config } from '@vscode/l10n';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';
import { CallError, localeIn, readCall, usage } from '../server/cli/call.ts';
import { encode } from '../server/host/encoding.ts';
import { speak } from '../server/host/locale.ts';
import { rules } from '../server/rules/index.ts';
import { asNobody, asNobodyEnding, concord, contents, type Ended, folderWith, parent } from './commandLine.ts';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Three chapters with something of everything. */
const faulty = {
  'b.md': '# B\n\n[x](b.md#none) [y](sub/B.md)\n',
  'a.md': '# 甲 𠀀\n\n[𠀀 text](../a.md) 🎉 [x](no,such:100%.md) [d]\n\n[d]: sub/c.md\n[e]: sub/c.md\n',
  'sub/c.md': '# C\r\n\r\n[wrong depth](../../b.md)\r\n![pic](../pic.png)\r\n[two\nlines](\ngone.md)\n',
};

describe('the call', () => {
  const wrong: [string[], string][] = [
    [[], 'No command given. See “concord --help”.'],
    [['chek'], 'There is no command “chek”. See “concord --help”.'],
    [['claims', 'a', 'b', 'c'], 'Too many arguments: “b c”. A path with spaces needs quotes.'],
    [['check', '-'], '“-”, for standard input, and --stdin-path go together: it names the file that the text is of.'],
    [['check', '--stdin-path', 'a.md'], '“-”, for standard input, and --stdin-path go together: it names the file that the text is of.'],
    [['check', '-', '--stdin-path', 'a.md', '--fix'], '--fix writes files, and standard input is none.'],
    [['check', '--foo'], 'There is no option “--foo”. See “concord --help”.'],
    [['check', '-x'], 'There is no option “-x”. See “concord --help”.'],
    [['check', '--format'], 'The option “--format” needs a value.'],
    [['check', '--fix=1'], 'The option “--fix” takes no value.'],
    [['check', '--format', 'xml'], '--format must be one of text, json, sarif, github, not “xml”.'],
    [['check', '--fail-on', 'fatal'], '--fail-on must be one of error, warning, information, hint, never, not “fatal”.'],
    [['check', '--dry-run'], '--dry-run goes with --fix.'],
    [['toc', 'a.md', '--locale', 'fr'], '--locale must be one of en, zh-cn, not “fr”.'],
    [['check', '--locale', 'zh-tw'], '--locale must be one of en, zh-cn, not “zh-tw”.'],
  ];
  for (const [args, message] of wrong) {
    it(`is refused in one line: concord ${args.join(' ')}`, () => {
      assert.throws(
        () => readCall(args),
        (error: Error) => error instanceof CallError && error.message === message,
      );
    });
  }

  it('has defaults', () => {
    assert.deepEqual(readCall(['check']), {
      command: 'check',
      root: undefined,
      paths: [],
      stdinPath: undefined,
      format: 'text',
      fix: false,
      dryRun: false,
      failOn: 'error',
      git: true,
      cache: true,
      writeBaseline: undefined,
      locale: undefined,
    });
  });

  it('asks for help or the version', () => {
    assert.deepEqual(readCall(['--help']), { command: 'help' });
    assert.deepEqual(readCall(['check', '-h']), { command: 'help' });
    assert.deepEqual(readCall(['-v']), { command: 'version' });
    for (const line of usage().split('\n')) assert(line.length <= 90, line);
  });

  it('names a language in the ways that locales are written', () => {
    for (const locale of ['en', 'en-US', 'en_GB.UTF-8', 'zh', 'zh-CN', 'zh_CN.UTF-8', 'zh-Hans'])
      assert.equal((readCall(['check', '--locale', locale]) as { locale?: string }).locale, locale);
  });

  it('tells its language before it is read', () => {
    assert.equal(localeIn(['check', '--locale', 'zh-cn', '--foo']), 'zh-cn');
    assert.equal(localeIn(['--locale=zh-cn']), 'zh-cn');
    assert.equal(localeIn(['check']), undefined);
  });
});

describe('check', () => {
  it('says nothing is wrong with 0, something with 1', async () => {
    const clean = folderWith({ 'a.md': '# A\n\n[x](#a)\n', 'notes.txt': '[x](nowhere)' });
    assert.deepEqual(await concord('check', clean), { status: 0, out: 'No findings in 1 chapter.\n', err: '' });
    assert.equal((await concord('check', folderWith(faulty))).status, 1);
  });

  it('fails on what --fail-on says', async () => {
    const warned = folderWith({ 'a.md': '[x](../b.md)\n\n[d]: a.md\n' });
    const statuses = [];
    for (const level of ['error', 'warning', 'information', 'hint', 'never'])
      statuses.push((await concord('check', warned, '--fail-on', level)).status);
    assert.deepEqual(statuses, [0, 1, 1, 1, 0]);
    const hinted = folderWith({ 'a.md': '[d]: a.md\n' });
    assert.equal((await concord('check', hinted, '--fail-on', 'information')).status, 0);
    assert.equal((await concord('check', hinted, '--fail-on', 'hint')).status, 1);
  });

  it('prints text for people', async () => {
    const { out } = await concord('check', folderWith(faulty), '--no-git');
    assert.equal(
      out,
      `a.md
  3:11     warning      This link leads out of the knowledge base.  outside-root
  3:27     error        “no,such:100%.md” does not exist.  missing-file
  6:1      hint         Nothing refers to the definition “e”.  unused-definition

b.md
  3:9      error        This chapter has no heading or anchor “#none”.  missing-anchor
  3:20     error        “sub/B.md” does not exist.  missing-file

sub/c.md
  3:15     warning      This link leads out of the knowledge base. Did you mean “../b.md”?  outside-root
  4:8      error        “pic.png” does not exist.  missing-file
  7:1      error        “sub/gone.md” does not exist.  missing-file

     4  missing-file
     2  outside-root
     1  missing-anchor
     1  unused-definition

7 findings and 1 hint in 3 of 3 chapters.
`,
    );
  });

  it('prints JSON, lines and characters from 0 in UTF-16 units', async () => {
    const { out } = await concord('check', folderWith(faulty), '--format', 'json', '--no-git');
    const { version, findings, stats } = JSON.parse(out);
    assert.equal(version, 1);
    assert.deepEqual(Object.keys(stats), ['files', 'milliseconds']);
    assert.equal(stats.files, 3);
    assert.deepEqual(findings[1], {
      file: 'a.md',
      range: { start: { line: 2, character: 26 }, end: { line: 2, character: 41 } },
      rule: 'missing-file',
      severity: 'error',
      message: '“no,such:100%.md” does not exist.',
      related: [],
      fixes: [
        { title: 'Create “no,such:100%.md”', edits: [], create: { file: 'no,such:100%.md', text: findings[1].fixes[0].create.text } },
        {
          title: 'Remove the link and keep its text',
          edits: [{ file: 'a.md', range: { start: { line: 2, character: 22 }, end: { line: 2, character: 42 } }, newText: 'x' }],
        },
      ],
      data: { destination: 'no,such:100%.md' },
    });
    assert.equal(findings[0].fixes[0].title, 'Remove the link and keep its text');
    const depth = findings.find(({ file, rule }: { file: string; rule: string }) => file === 'sub/c.md' && rule === 'outside-root');
    assert.deepEqual(depth.fixes[0], {
      title: 'Change to “../b.md”',
      preferred: true,
      edits: [{ file: 'sub/c.md', range: depth.range, newText: '../b.md' }],
    });
  });

  it('prints the same bytes twice, sorted by file, place and rule', async () => {
    const root = folderWith({
      ...faulty,
      'a/z.md': '[x](n.md)',
      'a.b.md': '[x](n.md)',
      'Z.md': '[x](n.md)',
      '中.md': '[x](n.md)',
      '🎉.md': '[x](n.md)',
    });
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const [one, two] = [await concord('check', root, '--format', format), await concord('check', root, '--format', format)];
      const stable = ({ out }: Ended) => out.replace(/"milliseconds": \d+/, '');
      assert.equal(stable(one), stable(two));
    }
    const { findings } = JSON.parse((await concord('check', root, '--format', 'json')).out);
    const keys = findings.map((f: { file: string; range: { start: { line: number; character: number } }; rule: string }) => [
      f.file,
      f.range.start.line,
      f.range.start.character,
      f.rule,
    ]);
    const sorted = [...keys].sort((a, b) => {
      const at = a.findIndex((part: unknown, i: number) => part !== b[i]);
      return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
    });
    assert.deepEqual(keys, sorted);
  });

  it('prints SARIF that is valid against the schema of 2.1.0', async () => {
    const schema = JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
    );
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    (formats as unknown as (ajv: unknown) => void)(ajv);
    const validate = ajv.compile(schema);
    for (const root of [folderWith(faulty), join(project, 'test', 'example'), folderWith({ 'a.md': '' })]) {
      const { out } = await concord('check', root, '--format', 'sarif', '--no-git');
      const log = JSON.parse(out);
      const isValid: boolean = validate(JSON.parse(out));
      assert(isValid, JSON.stringify(validate.errors, null, 1));
      for (const result of log.runs[0].results) {
        assert.equal(log.runs[0].tool.driver.rules[result.ruleIndex].id, result.ruleId);
        assert(!/[^\x21-\x7e]/.test(result.locations[0].physicalLocation.artifactLocation.uri));
      }
    }
    const { runs } = JSON.parse((await concord('check', folderWith(faulty), '--format', 'sarif', '--no-git')).out);
    assert.deepEqual(runs[0].results[1].locations[0].physicalLocation.region, { startLine: 3, startColumn: 27, endLine: 3, endColumn: 42 });
    assert.equal(runs[0].tool.driver.rules.length, rules.length);
  });

  it('prints annotations for GitHub, their special characters escaped', async () => {
    const { out } = await concord('check', folderWith({ ...faulty, 'c,d:e.md': '[x](100%25.md)' }), '--format', 'github', '--no-git');
    assert.equal(
      out,
      `::warning file=a.md,line=3,endLine=3,col=11,endColumn=18,title=outside-root::This link leads out of the knowledge base.
::error file=a.md,line=3,endLine=3,col=27,endColumn=42,title=missing-file::“no,such:100%25.md” does not exist.
::notice file=a.md,line=6,endLine=6,col=1,endColumn=14,title=unused-definition::Nothing refers to the definition “e”.
::error file=b.md,line=3,endLine=3,col=9,endColumn=14,title=missing-anchor::This chapter has no heading or anchor “#none”.
::error file=b.md,line=3,endLine=3,col=20,endColumn=28,title=missing-file::“sub/B.md” does not exist.
::error file=c%2Cd%3Ae.md,line=1,endLine=1,col=5,endColumn=14,title=missing-file::“100%25.md” does not exist.
::warning file=sub/c.md,line=3,endLine=3,col=15,endColumn=25,title=outside-root::This link leads out of the knowledge base. Did you mean “../b.md”?
::error file=sub/c.md,line=4,endLine=4,col=8,endColumn=18,title=missing-file::“pic.png” does not exist.
::error file=sub/c.md,line=7,endLine=7,col=1,endColumn=8,title=missing-file::“sub/gone.md” does not exist.
`,
    );
  });

  it('speaks Chinese', async () => {
    speak('zh-cn');
    try {
      const { out } = await concord('check', folderWith(faulty), '--no-git', '--locale', 'zh-cn');
      assert.match(out, /“sub\/gone\.md”不存在。/);
      assert.match(out, /3 章中有 3 章存在问题，共 7 个问题和 1 条提示。/);
      assert.match((await concord('chek')).err, /没有名为“chek”的命令/);
      const chapter = '# 甲\n\n## 目录\n\n- [乙](#乙)\n- [旧](#旧)\n\n## 乙\n\n$\\fraq{1}{2}$。\n\n3 × 4 = 13。\n\n## 丙\n';
      const messages = (await concord('check', folderWith({ 'a.md': chapter }), '--no-git', '--locale', 'zh-cn')).out;
      assert.match(messages, /没有名为“\\fraq”的命令。VS Code 和 GitHub 都无法排版此公式。/);
      assert.match(messages, /3 × 4 等于 12，不是 13。/);
      assert.match(messages, /目录需要更新：缺少“丙”；“旧”没有对应的标题。/);
    } finally {
      config({ contents: {} });
    }
  });
});

describe('check --fix', () => {
  it('changes nothing but what it repairs, whatever the encoding and line ends', async () => {
    const text = '# 甲\r\n\r\n一 [x](../b.md) 𠀀\t \r\n\r\n\r\nend\r[y](B.md)\n';
    const repaired = '# 甲\r\n\r\n一 [x](b.md) 𠀀\t \r\n\r\n\r\nend\r[y](b.md)\n';
    const encodings = ['utf-8', 'utf-8 with BOM', 'utf-16le', 'utf-16be', 'utf-16le without BOM', 'utf-16be without BOM'] as const;
    const root = folderWith({
      'b.md': '# B\n',
      ...Object.fromEntries(encodings.map((encoding, i) => [`${i}.md`, encode(text, encoding)])),
    });
    const { status, out } = await concord('check', root, '--fix');
    assert.deepEqual(
      encodings.map((_, i) => readFileSync(join(root, `${i}.md`)).toString('hex')),
      encodings.map(encoding => Buffer.from(encode(repaired, encoding)).toString('hex')),
    );
    assert.match(out, /^12 edits made\.$/m);
    assert.equal(status, 0);
  });

  it('makes no edit the second time', async () => {
    const root = folderWith(faulty);
    await concord('check', root, '--fix');
    const after = contents(root);
    const { out } = await concord('check', root, '--fix', '--format', 'json');
    assert.equal(JSON.parse(out).stats.fixed, 0);
    assert.deepEqual(contents(root), after);
  });

  it('leaves files alone whose bytes it could not write back', async () => {
    const root = folderWith({ 'a.md': '[x](../b.md) \0\n', 'c.md': '[x](../b.md) \uFFFD\n', 'b.md': '# B\n' });
    const before = contents(root);
    const { status, out, err } = await concord('check', root, '--fix', '--fail-on', 'warning');
    assert.deepEqual(contents(root), { ...before, 'c.md': Buffer.from('[x](b.md) \uFFFD\n').toString('base64') });
    assert.equal(err, '“a.md” is not valid UTF-8 or UTF-16 and is left alone.\n');
    assert.match(out, /^1 edit made\.$/m);
    assert.equal(status, 1);
  });

  it('says of a file in another encoding that it is, and writes nothing to it, nor anything because of it', async () => {
    const foreign = Buffer.from('# \u00c9t\u00e9\n\n[x](../b.md) [y](#no)\n', 'latin1');
    const root = folderWith({ 'a.md': foreign, 'b.md': '# B\n\n[x](a.md#été) [y](a.md#no)\n' });
    const before = contents(root);
    const { status, out, err } = await concord('check', root, '--fix', '--fail-on', 'warning');
    assert.deepEqual(contents(root), before);
    assert.equal(err, '“a.md” is neither UTF-8 nor UTF-16 (line 1): it is not checked.\n');
    assert.match(out, /^a\.md\n {2}1:1 +warning +This file is neither UTF-8 nor UTF-16 \(line 1\).* unreadable\n\n/);
    assert.match(out, /^1 finding in 1 of 2 chapters\.\nNot everything has been checked: .*\n0 edits made\.$/m);
    assert.equal(status, 2);
    assert.equal((await concord('check', root)).status, 2);
    writeFileSync(join(root, 'concord.json'), '{ "rules": { "unreadable": "off" } }');
    assert.deepEqual(await concord('check', root), { status: 0, out: 'No findings in 2 chapters.\n', err: '' });
    rmSync(join(root, 'concord.json'));
    writeFileSync(join(root, 'a.md'), '# Été\n');
    assert.match((await concord('check', root)).out, /has no heading or anchor “#no”/);
  });

  it('writes to the file that there is, however its name is composed', async () => {
    const [composed, decomposed] = ['P\u00e2te.md', 'Pa\u0302te.md'];
    const root = folderWith({ [decomposed]: `# Dough\n\n[x](../b.md) [y](${composed})\n`, 'b.md': `[x](${composed}#dough)\n` });
    await concord('check', root, '--fix');
    const name = process.platform === 'darwin' ? composed : decomposed;
    assert.deepEqual(readdirSync(root).sort(), [decomposed, 'b.md']);
    assert.equal(readFileSync(join(root, decomposed), 'utf8'), `# Dough\n\n[x](b.md) [y](${name})\n`);
    assert.equal(readFileSync(join(root, 'b.md'), 'utf8'), `[x](${name}#dough)\n`);
  });

  it('keeps who may read a file, and leaves nothing behind', async () => {
    const root = folderWith({ 'a.md': '[x](../b.md)\n', 'b.md': '# B\n' });
    chmodSync(join(root, 'a.md'), 0o640);
    await concord('check', root, '--fix');
    assert.equal(statSync(join(root, 'a.md')).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(root).sort(), ['a.md', 'b.md']);
  });

  it('repairs a file once that has two names', async () => {
    const root = folderWith({ 'a.md': '[x](../b.md) [y](../b.md)\n', 'b.md': '# B\n' });
    symlinkSync('a.md', join(root, 'link.md'));
    await concord('check', root, '--fix');
    assert.equal(readFileSync(join(root, 'link.md'), 'utf8'), '[x](b.md) [y](b.md)\n');
    assert(statSync(join(root, 'link.md')).ino === statSync(join(root, 'a.md')).ino);
  });

  it('--dry-run shows what would change and writes nothing', async () => {
    const root = folderWith(faulty);
    const before = contents(root);
    const { status, out } = await concord('check', root, '--fix', '--dry-run');
    assert.deepEqual(contents(root), before);
    assert.equal(out, 'sub/c.md\n  3:15  ../../b.md → ../b.md\n1 edit in 1 file.\n');
    assert.equal(status, 0);
  });

  it('--dry-run shows what is put in, what is taken out, and blanks at the ends of what is replaced', async () => {
    const root = folderWith({ 'a.md': '# A\n\n## Contents\n\n- [B](#b)\n\n## B\n## C\n\n##Dough\n\n```\n[e]: a.md\n```\n' });
    const { out } = await concord('check', root, '--fix', '--dry-run');
    assert.equal(out, 'a.md\n  5:10  + ␤- [C](#c)\n  10:1  ## → ##␣\n2 edits in 1 file.\n');
  });
});

describe('a baseline', () => {
  it('is written to no folder that is not there', async () => {
    const root = folderWith({ 'a.md': '# A\n' });
    for (const folder of ['no/where', 'a.md']) {
      const named = join(root, folder);
      const { status, err } = await concord('check', root, '--write-baseline', join(named, 'x.json'));
      assert.deepEqual(
        [status, err],
        [2, `concord: ${folder === 'a.md' ? `“${named}” is no folder.` : `There is no file or folder “${named}”.`}\n`],
      );
    }
    assert.deepEqual(readdirSync(root), ['a.md']);
  });

  it('accepts what was found when it was written, and no more', async () => {
    const root = folderWith({ ...faulty, 'concord.json': '{ "baseline": "accepted.json" }' });
    const file = join(root, 'accepted.json');
    assert.deepEqual(await concord('check', root, '--write-baseline', file), {
      status: 0,
      out: `8 findings accepted in “${file}”.\n`,
      err: '',
    });
    assert.deepEqual(await concord('check', root), { status: 0, out: 'No findings in 3 chapters.\n', err: '' });
    writeFileSync(join(root, 'b.md'), `new line\n\n${faulty['b.md']}\n[x](b.md#none)\n`);
    assert.match((await concord('check', root)).out, /^1 finding in 1 of 3 chapters\.$/m);
  });

  it('written again, accepts what it did', async () => {
    const root = folderWith({ ...faulty, 'concord.json': '{ "baseline": "accepted.json" }' });
    await concord('check', root, '--write-baseline', join(root, 'accepted.json'));
    const written = contents(root);
    await concord('check', root, '--write-baseline', join(root, 'accepted.json'));
    assert.deepEqual(contents(root), written);
  });

  it('is written where the call says, seen from where it is made', async () => {
    const root = folderWith({ 'a.md': '[x](no.md)\n', 'concord.json': '{}', 'lists/old.txt': '' });
    const here = process.cwd();
    process.chdir(dirname(root));
    try {
      const named = `${basename(root)}/lists/accepted.json`;
      assert.deepEqual(await concord('check', basename(root), '--write-baseline', named), {
        status: 0,
        out: `1 finding accepted in “${named}”.\n`,
        err: 'It counts once concord.json names it: "baseline": "lists/accepted.json"\n',
      });
    } finally {
      process.chdir(here);
    }
    assert.deepEqual(Object.keys(contents(root)), ['a.md', 'concord.json', 'lists/accepted.json', 'lists/old.txt']);
  });

  it('that is missing or broken is said to be so, and can be written anew', async () => {
    const root = folderWith({ ...faulty, 'concord.json': '{ "baseline": "accepted.json" }' });
    const missing = await concord('check', root);
    assert.equal(missing.status, 2);
    assert.match(missing.err, /^concord: concord\.json:1:15: “accepted\.json” cannot be read, so nothing is accepted\./);
    writeFileSync(join(root, 'accepted.json'), '<<<<<<< ours\n{}\n');
    const broken = await concord('check', root);
    assert.equal(broken.status, 2);
    assert.match(broken.err, /^concord: concord\.json:1:15: “accepted\.json” is no list of accepted findings/);
    assert.equal((await concord('claims', root)).status, 0);
    assert.equal((await concord('check', root, '--write-baseline', join(root, 'accepted.json'))).status, 0);
    assert.equal((await concord('check', root)).status, 0);
  });

  it('says how many accepted findings are there no more, until it is written again', async () => {
    const root = folderWith({ ...faulty, 'concord.json': '{ "baseline": "accepted.json" }' });
    const file = join(root, 'accepted.json');
    await concord('check', root, '--write-baseline', file);
    writeFileSync(join(root, 'b.md'), '# B\n');
    assert.equal(
      (await concord('check', root)).err,
      'Accepted by the baseline, but there no more: 2 findings. --write-baseline takes them out.\n',
    );
    assert.equal(
      (await concord('check', root, '--write-baseline', file)).out,
      `6 findings accepted in “${file}”.\nTaken out, since they are there no more: 2 findings.\n`,
    );
    assert.deepEqual(await concord('check', root), { status: 0, out: 'No findings in 3 chapters.\n', err: '' });
    writeFileSync(join(root, 'b.md'), faulty['b.md']);
    assert.match((await concord('check', root)).out, /^2 findings in 1 of 3 chapters\.$/m);
  });

  it('counts what is accepted of a file in another encoding', async () => {
    const root = folderWith({ 'a.md': Buffer.from('b0a1b0a1b0a1b0a10a', 'hex'), 'concord.json': '{ "baseline": "accepted.json" }' });
    const file = join(root, 'accepted.json');
    assert.equal((await concord('check', root, '--write-baseline', file)).out, `1 finding accepted in “${file}”.\n`);
    assert.equal((await concord('check', root)).err, '');
  });

  it('is for a whole knowledge base', async () => {
    const root = folderWith(faulty);
    const { status, err } = await concord('check', join(root, 'a.md'), '--write-baseline', join(root, 'accepted.json'));
    assert.equal(status, 2);
    assert.match(err, /^concord: --write-baseline is for a whole knowledge base/);
    assert.deepEqual(Object.keys(contents(root)), ['a.md', 'b.md', 'sub/c.md']);
  });
});

describe('a machine at fault', () => {
  it('no folder', async () => {
    const root = folderWith({ 'a.md': '' });
    for (const named of [join(root, 'gone'), join(root, 'gone.md'), join(root, 'a.md', 'b')])
      assert.deepEqual(await concord('check', named), {
        status: 2,
        out: '',
        err: `concord: There is no file or folder “${named}”.\n`,
      });
    for (const named of [join(root, 'gone'), join(root, 'a.md')])
      assert.deepEqual(await concord('claims', named), {
        status: 2,
        out: '',
        err: `concord: “${named}” is not a folder. Name the root of the knowledge base.\n`,
      });
  });

  it('a broken configuration, told with its place', async () => {
    for (const [text, message] of [
      ['{ "rules": {\n  "missing-flie": "error" } }', 'concord.json:2:3: There is no setting “rules.missing-flie”; known are '],
      ['{ "exclude": "x" ', 'concord.json:1:18: This is not valid JSON: “}” is missing.'],
      ['{ "exclude": ["x"', 'concord.json:1:18: This is not valid JSON: “]” is missing.'],
      ['{ "exclude" ["x"] }', 'concord.json:1:13: This is not valid JSON: between a name and its value, “:” is missing.'],
      ['{ "exclude": ["x" "y"] }', 'concord.json:1:19: This is not valid JSON: “,” is missing.'],
      ['{ "exclude": }', 'concord.json:1:14: This is not valid JSON: a value is missing.'],
      ['{ "exclude": ["x"],, }', 'concord.json:1:20: This is not valid JSON: a name between double quotes is missing.'],
      ['{ exclude: [] }', 'concord.json:1:3: This is not valid JSON: this means nothing; names and texts stand between double quotes.'],
      ['{} {}', 'concord.json:1:4: This is not valid JSON: nothing may follow here, the configuration is complete.'],
      ['{ "exclude": ["x', 'concord.json:1:15: This is not valid JSON: the text is not closed, a double quote is missing.'],
      ['{} /* x', 'concord.json:1:4: This is not valid JSON: the comment is not closed, “*/” is missing.'],
      ['{ "x": 1e }', 'concord.json:1:8: This is not valid JSON: this is no number.'],
      [
        '{ "exclude": ["a\\d"] }',
        'concord.json:1:15: This is not valid JSON: this character needs no backslash before it; a backslash itself is written “\\\\”.',
      ],
      ['{ "exclude": ["\\u12"] }', 'concord.json:1:15: This is not valid JSON: behind “\\u”, four hexadecimal digits must stand.'],
      ['{ "exclude": ["a\tb"] }', 'concord.json:1:15: This is not valid JSON: a tab or another control character cannot stand in a text.'],
      ['\r\n[]', 'concord.json:2:1: The configuration must be an object.'],
      ['['.repeat(20_000), 'concord.json:1:65: This is nested too deeply.'],
      ['{"claims":'.repeat(20_000), 'concord.json:1:641: This is nested too deeply.'],
    ] as const) {
      const { status, err, out } = await concord('check', folderWith({ ...faulty, 'concord.json': text }));
      assert.equal(status, 2);
      assert.equal(out, '');
      assert(err.startsWith(`concord: ${message}`), err);
      assert.equal(err.trim().split('\n').length, 1);
    }
  });

  it('a configuration that is no file', async () => {
    const root = folderWith({ 'concord.json/x.md': '' });
    assert.deepEqual(await concord('check', root), { status: 2, out: '', err: 'concord: “concord.json” cannot be read.\n' });
  });

  it('a folder or a chapter that may not be read: both are there, and nobody claims to know them', { timeout: 20_000 }, () => {
    const root = folderWith({
      'shut/guide.md': '# Guide\n',
      'other/guide.md': '# Guide\n\n## Inside\n',
      'secret.md': '# Secret\n',
      'a.md': '[Guide](shut/guide.md) [Guide](shut/guide.md#inside) [s](secret.md#no) [t](other/guide.md#no)\n',
    });
    chmodSync(parent, 0o755);
    chmodSync(root, 0o755);
    const [folder, file] = [join(root, 'shut'), join(root, 'secret.md')];
    chmodSync(folder, 0o000);
    chmodSync(file, 0o000);
    try {
      const { out, err } = asNobody('check', root, '--fail-on', 'never', '--format', 'json');
      const said = [
        'The folder “shut” cannot be listed: what is in it is not checked, and links into it are not either.',
        '“secret.md” cannot be read: EACCES: permission denied.',
      ];
      assert.deepEqual(err.trimEnd().split('\n').sort(), said.sort());
      const { findings }: { findings: { file: string; rule: string; message: string }[] } = JSON.parse(out);
      assert.deepEqual(
        findings.map(({ file: named, rule }) => `${named} ${rule}`),
        ['a.md missing-anchor', 'secret.md unreadable'],
      );
      assert.equal(asNobody('claims', root).err.trimEnd().split('\n').length, 2);
      asNobody('check', root, '--fix');
      assert.deepEqual(asNobodyEnding(2, 'toc', root).err.trimEnd().split('\n').length, 2);
      // Who may list a folder and not read what is in it.
      chmodSync(folder, 0o444);
      const { err: unread } = asNobody('check', root);
      assert.match(unread, /^“shut\/guide\.md” cannot be read: EACCES: permission denied\.$/m);
      assert.match(asNobodyEnding(2, 'toc', root).err, /shut\/guide\.md” cannot be read: EACCES/);
      writeFileSync(join(root, 'concord.json'), '{ "exclude": ["shut", "secret.md"] }');
      chmodSync(join(root, 'concord.json'), 0o644);
      assert.equal(asNobodyEnding(1, 'check', root).err, '');
    } finally {
      chmodSync(folder, 0o755);
      chmodSync(file, 0o644);
    }
    assert.equal(readFileSync(join(root, 'a.md'), 'utf8').slice(0, 23), '[Guide](shut/guide.md) ');
  });

  it('names that are not valid Unicode: said once, and no more', {
    skip: process.platform !== 'linux' && 'only Linux has such names',
  }, async () => {
    const root = folderWith({ 'a.md': '# A\n' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xc7, 0xc5]), Buffer.from('.md')]), '# B\n[x](no.md)\n');
    mkdirSync(Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xc7])]));
    const { status, err } = await concord('check', root);
    assert.equal(
      err,
      'The name of “d\uFFFD” is not valid UTF-8, so no link can lead there: it is left out.\nThe name of “\uFFFD\uFFFD.md” is not valid UTF-8, so no link can lead there: it is left out.\n',
    );
    assert.equal(status, 2);
  });

  it('a root or a file that may not be read or written', { timeout: 20_000 }, () => {
    const locked = folderWith({ 'a.md': '' });
    const unwritable = folderWith({ 'a.md': '[x](../b.md)\n', 'b.md': '' });
    chmodSync(parent, 0o755);
    chmodSync(unwritable, 0o555);
    chmodSync(locked, 0o000);
    try {
      assert.match(asNobody('check', locked).err, /^concord: “.*” cannot be read: EACCES.*\n$/);
      assert.match(asNobody('check', unwritable, '--fix').err, /^“a\.md” cannot be written: EACCES.*\n$/);
      assert.deepEqual(readdirSync(unwritable).sort(), ['a.md', 'b.md']);
    } finally {
      for (const folder of [locked, unwritable]) chmodSync(folder, 0o755);
    }
  });
});

describe('concord report', () => {
  const files = { 'README.md': '# Home\n\n[x](gone.md)\n', 'a_b.md': '# A\n', 'in/c.md': '# C\n\n[x](../a_b.md)\n' };

  it('says how a knowledge base stands, as Markdown or as a page that loads nothing', async () => {
    const root = folderWith(files);
    const { status, out } = await concord('report', root, '--no-cache');
    assert.equal(status, 0);
    assert.match(out, /^## kb-.*\n\n3 chapters · 1 error\n/);
    assert.match(out, /\| Error \| .* `missing-file` \| 1 \| 1 \| 0 \|/);
    assert.match(out, /\| README\.md \| 1 error \|/);
    const page = await concord('report', root, '--html', '--no-cache');
    assert.match(page.out, /^<!DOCTYPE html>.*<b>1<\/b> Errors.*<code>in\/c\.md<\/code>/s);
    assert.doesNotMatch(page.out, /<script|https?:|<button/);
  });

  it('of a call that contradicts itself, why', async () => {
    assert.deepEqual(await concord('report', '--html', '--md'), {
      status: 2,
      out: '',
      err: 'concord: --html and --md exclude each other.\n',
    });
  });
});

describe('concord claims', () => {
  const root = () =>
    folderWith({
      'b.md': '# 总览\n\n- **甲法**：收敛度 85%以上\n\n| 时间节点 | 事件 |\n| --- | --- |\n| 2026 Q2 | =平台上线, 全面 |\n',
      'a.md': '# 甲法\n\n| 维度 | 特征 | 2025 状态 |\n| --- | --- | --- |\n| 收敛度 | 99% | 完全收敛 |\n',
      'draft/c.md': '# 乙法\n\n- **乙法**：收敛度 10%\n',
      'concord.json': '{ "exclude": ["draft"] }',
    });

  it('prints JSON: every claim with its place, its subject and its value, sorted', async () => {
    const { status, out } = await concord('claims', root(), '--format', 'json', '--no-cache');
    assert.equal(status, 0);
    const { version, claims: listed } = JSON.parse(out);
    assert.equal(version, 1);
    assert.deepEqual(
      listed.map((claim: Record<string, unknown>) => [claim.file, claim.subject, claim.metric, claim.low, claim.high, claim.unit]),
      [
        ['a.md', '甲法', '收敛度', 0.99, 0.99, 'ratio'],
        ['a.md', '甲法', '收敛状态', 4, 4, 'level'],
        ['b.md', '甲法', '收敛度', 0.85, 1, 'ratio'],
        ['b.md', '=平台上线, 全面', '时间表', '2026-04-01', '2026-06-30', 'date'],
      ],
    );
    assert.deepEqual(listed[0], {
      file: 'a.md',
      range: { start: { line: 4, character: 8 }, end: { line: 4, character: 11 } },
      construct: 'kv',
      subject: '甲法',
      subjectText: '甲法',
      metric: '收敛度',
      low: 0.99,
      high: 0.99,
      lowOpen: false,
      highOpen: false,
      unit: 'ratio',
      qualifier: { time: '2025' },
      text: '99%',
    });
  });

  it('prints text for people, with a line of coverage', async () => {
    const { out } = await concord('claims', root(), '--no-cache');
    assert.match(out, /^a\.md:5:9 {2}甲法 · 收敛度: 99% \(2025\)\n/);
    assert.match(out, /\n4 statements, 0 of them without subject\.\n$/);
  });

  it('prints CSV that a spreadsheet takes as it is meant', async () => {
    const { out } = await concord('claims', root(), '--format', 'csv', '--no-cache');
    const [head, ...rows] = out.split('\r\n');
    assert.equal(head, 'file,line,subject,metric,value,low,high,unit,role,time,scope,construct,text');
    assert.equal(rows[0], 'a.md,5,甲法,收敛度,99%,0.99,0.99,ratio,,2025,,kv,99%');
    assert.match(rows[3]!, /^b\.md,7,"'=平台上线, 全面",时间表,/);
  });

  it('knows no other format', async () => {
    const { status, err } = await concord('claims', root(), '--format', 'sarif');
    assert.equal(status, 2);
    assert.match(err, /--format must be one of text, json, csv, not “sarif”/);
  });
});
