// Runs what users' CI would: the script of action.yml, the job for GitLab in docs/ci.md, and the hooks of .pre-commit-hooks.yaml, with the package as npm packs it
// and without a network.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { root } from './setup.mjs';

const folder = mkdtempSync(join(tmpdir(), 'concord-ci-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
const project = join(folder, 'project');
mkdirSync(join(project, 'docs'), { recursive: true });
const write = (path, text) => writeFileSync(join(project, path), text);
write('docs/README.md', '# Home\n\n[A](a.md)\n');
write('docs/a.md', '# A\n\n[gone](gnoe.md)\n');
write('docs/parts.md', '# Parts\n\n[home](README.md)\n');

run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root);
const tarball = join(
  folder,
  readdirSync(folder).find(name => name.endsWith('.tgz')),
);
const installed = join(folder, 'installed');
run('npm', ['install', '--global', '--prefix', installed, tarball, '--offline', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
const path = `${join(installed, process.platform === 'win32' ? '' : 'bin')}${delimiter}${process.env.PATH}`;

action();
gitlab();
hooks();
console.log('action, job and hooks: they run, fail on findings, and pass without');

/** As GitHub runs a composite action: the inputs are filled in, then bash runs the script with `-e -o pipefail`. */
function action() {
  const { inputs, runs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const given = { path: 'docs', package: tarball };
  const value = name => given[name] ?? inputs[name].default;
  for (const { run: script, env } of runs.steps) {
    const filled = Object.fromEntries(
      Object.entries(env).map(([key, text]) => [key, text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => value(name))]),
    );
    const summary = join(folder, 'summary.md');
    const act = () => bash(script, { ...filled, GITHUB_STEP_SUMMARY: summary, npm_config_offline: 'true' });
    write('docs/a.md', '# A\n\n[gone](gnoe.md)\n');
    const failed = act();
    assert.equal(failed.status, 1, failed.stderr);
    assert.match(failed.stdout, /^::error .*file=.*a\.md,line=3/m);
    assert.match(readFileSync(summary, 'utf8'), /\| .*`missing-file`/);
    write('docs/a.md', '# A\n');
    assert.equal(act().status, 0);
  }
}

function gitlab() {
  const [, job] = /```yaml\n(# \.gitlab-ci\.yml.*?)```/s.exec(readFileSync(join(root, 'docs/ci.md'), 'utf8'));
  const { concord } = parse(job);
  // Not from the registry: what is packed here.
  const script = concord.script.join('\n').replaceAll('npx --yes concord-kb', `npx --yes --package "${tarball}" concord`);
  const { status, stderr } = bash(`set -e\n${script}`, { npm_config_offline: 'true' });
  assert.equal(status, 0, stderr);
  assert.match(readFileSync(join(project, 'concord.html'), 'utf8'), /^<!DOCTYPE html>/);
}

/** As pre-commit runs a hook of language `node`: the command, with the files of the commit behind it. */
function hooks() {
  const [check, fix] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));
  const hook = ({ entry }, ...files) => bash(`${entry} ${files.join(' ')}`, {});
  write('docs/a.md', '# A\n\n[parts](docs/parts.md)\n');
  const failed = hook(check, 'docs/a.md', 'docs/parts.md');
  assert.equal(failed.status, 1, failed.stderr);
  assert.match(failed.stdout, /a\.md/);
  assert.equal(hook(check, 'docs/parts.md').status, 0);
  assert.equal(hook(fix, 'docs/a.md').status, 0);
  assert.equal(readFileSync(join(project, 'docs/a.md'), 'utf8'), '# A\n\n[parts](parts.md)\n');
}

function bash(script, env) {
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, ...env },
  });
}

function run(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  assert.equal(status, 0, `${command} ${args.join(' ')}: ${error ?? stderr}`);
}
