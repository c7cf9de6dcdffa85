import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chaptersIn } from './corpus.ts';
import { type Command, cpuOf, memoryOf, type Run, run } from './machine.ts';
import { type Measurement, Samples, type Setting, type Who } from './measurement.ts';
import { startServer, textOf } from './server.ts';

/** One whole check of the knowledge base from the command line, nothing known from before; and one after it, with what it has kept. */
export async function checking(setting: Setting): Promise<Measurement[]> {
  const { concord, peers, root, linksOnly, quick, say } = setting;
  const samples = new Samples();
  const rounds = quick ? 3 : 7;
  const rumdl = peers.rumdl?.check;
  for (let round = 0; round < rounds; round++) {
    say(`check, round ${round + 1} of ${rounds}`);
    await measure(setting, samples, 'check.links', 'concord', concord.check(linksOnly));
    if (rumdl) await measure(setting, samples, 'check.links', 'rumdl', rumdl(root, { linksOnly: true }));
    await measure(setting, samples, 'check.all', 'concord', concord.check(root));
    if (rumdl) await measure(setting, samples, 'check.all', 'rumdl', rumdl(root, { linksOnly: false }));
  }
  await warm(setting, samples, rounds);
  for (let round = 0; !quick && round < 3; round++) {
    say(`check by VS Code's server, round ${round + 1} of 3`);
    const opened = await openEverything(setting);
    samples.add('check.links.cpu', 'vscode', opened?.cpu);
    samples.add('check.links.wall', 'vscode', opened?.wall);
    samples.add('check.links.peak', 'vscode', opened?.peak);
  }
  if (!quick && peers.remark?.check) {
    say('check by remark, once: it takes its time');
    await measure(setting, samples, 'check.links', 'remark', peers.remark.check(root, { linksOnly: true }));
  }
  return [
    ...samples.measurement(
      'check.links.cpu',
      'cold check, link rules: CPU',
      's',
      'VS Code: server and its client’s parsing, every chapter opened',
    ),
    ...samples.measurement('check.links.wall', 'cold check, link rules: time', 's'),
    ...samples.measurement('check.links.peak', 'cold check, link rules: memory', 'MB', 'VS Code: the server alone'),
    ...samples.measurement('check.all.cpu', 'cold check, all rules: CPU', 's'),
    ...samples.measurement('check.all.wall', 'cold check, all rules: time', 's'),
    ...samples.measurement('check.all.peak', 'cold check, all rules: memory', 'MB'),
    ...samples.measurement('check.warm.cpu', 'check from the cache, all rules: CPU', 's'),
    ...samples.measurement('check.warm.wall', 'check from the cache, all rules: time', 's'),
  ];
}

/** A run that ends otherwise than the first of its kind has not done the same, and does not count. */
async function measure({ say }: Setting, samples: Samples, id: string, who: Who, command: Command): Promise<void> {
  const { status, cpu, wall, peak } = await run(command);
  const usual = statuses.get(`${id} ${who}`) ?? status;
  statuses.set(`${id} ${who}`, usual);
  if (status !== usual) {
    say(`${who} has ended with ${status} this time: not counted`);
    return;
  }
  samples.add(`${id}.cpu`, who, cpu);
  samples.add(`${id}.wall`, who, wall);
  samples.add(`${id}.peak`, who, peak);
}

const statuses = new Map<string, number | null>();

/** The first run of each fills its cache and is not counted. */
async function warm(setting: Setting, samples: Samples, rounds: number): Promise<void> {
  const { concord, peers, root, scratch, say } = setting;
  const cacheOf = (who: string) => {
    const folder = join(scratch, `cache-${who}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const commands: [Who, Command][] = [['concord', concord.check(root, { cached: cacheOf('concord') })]];
  if (peers.rumdl?.check) commands.push(['rumdl', peers.rumdl.check(root, { linksOnly: false, cached: cacheOf('rumdl') })]);
  say('check from the cache');
  for (const [, command] of commands) await run(command);
  for (let round = 0; round < rounds; round++)
    for (const [who, command] of commands) await measure(setting, samples, 'check.warm', who, command);
  for (const [who] of commands) rmSync(cacheOf(who), { recursive: true });
}

/** VS Code's server checks only what is open: everything is, sixteen at a time. This process does what VS Code itself does for it. */
export async function openEverything({ peers, root }: Setting): Promise<Omit<Run, 'status' | 'user'> | undefined> {
  if (peers.vscode?.server === undefined) return undefined;
  const begun = performance.now();
  const before = process.cpuUsage();
  const server = await startServer(peers.vscode.server, root);
  const paths = chaptersIn(root).map(({ path }) => path);
  const next = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      server.open(path, textOf(root, path));
      await server.diagnostics(path, () => true);
    }
  };
  await Promise.all(Array.from({ length: 16 }, next));
  const { user, system } = process.cpuUsage(before);
  const own = cpuOf(server.pid);
  const wall = (performance.now() - begun) / 1000;
  const peak = memoryOf(server.pid)?.peak;
  await server.stop();
  return { cpu: own === undefined ? undefined : own + (user + system) / 1e6, wall, peak };
}
