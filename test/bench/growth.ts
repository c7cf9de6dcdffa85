import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEverything } from './checking.ts';
import { checkLinksOnly } from './concord.ts';
import { chosenChapters, multiply } from './corpus.ts';
import { cpuOf, memoryOf, run } from './machine.ts';
import { type Measurement, Samples, type Setting, type Who } from './measurement.ts';
import { placesIn } from './places.ts';
import { type ServerKind, startServer, textOf } from './server.ts';
import { typeWord } from './typing.ts';

/** The same with ten times the knowledge base, and on demand a hundred times: what has to stay in proportion, and what has to stay as it is. */
export async function growth(setting: Setting): Promise<Measurement[]> {
  const { root, scratch, huge, say } = setting;
  const samples = new Samples();
  const sizes = huge ? [1, 10, 100] : [1, 10];
  for (const times of sizes) {
    say(`${times}×: copying`);
    const at = times === 1 ? root : multiply(root, join(scratch, `kb-${times}`), times);
    await servers(setting, at, times, samples);
    await checks(setting, at, `growth.all.${times}`, times, samples);
    // Copied once: this time with a configuration.
    const linksOnly = times === 1 ? setting.linksOnly : at;
    checkLinksOnly(linksOnly, setting.concord);
    await checks(setting, linksOnly, `growth.links.${times}`, times, samples);
    if (at !== root) rmSync(at, { recursive: true, force: true });
  }
  say('VS Code’s server with every chapter open');
  samples.add('memory.1', 'vscode', (await openEverything(setting))?.peak);
  return sizes.flatMap(times => [
    ...samples.measurement(`growth.all.${times}`, `${times}×: cold check, all rules: CPU`, 's'),
    ...samples.measurement(`growth.links.${times}`, `${times}×: cold check, link rules: CPU`, 's'),
    ...samples.measurement(
      `growth.load.${times}`,
      `${times}×: start of the server → everything read: CPU`,
      's',
      'rumdl checks no closed chapters, Concord checks all',
    ),
    ...samples.measurement(`memory.${times}`, `${times}×: memory of the server at the most`, 'MB'),
    ...samples.measurement(`memory.${times}.resident`, `${times}×: memory of the server when all is read`, 'MB'),
    ...samples.measurement(`growth.typing.${times}`, `${times}×: key → findings`, 'ms'),
  ]);
}

const roundsOf = (times: number): number => ({ 1: 3, 10: 2 })[times] ?? 1;

async function servers({ concord, peers, root, say }: Setting, at: string, times: number, samples: Samples): Promise<void> {
  const kinds: [Who, ServerKind | undefined][] = [
    ['concord', concord.server],
    ['rumdl', peers.rumdl?.server],
  ];
  const path = chosenChapters(root)[0]!.file.path;
  const text = textOf(at, path);
  for (let round = 0; round < roundsOf(times); round++) {
    say(`${times}×: servers, round ${round + 1} of ${roundsOf(times)}`);
    for (const [who, kind] of kinds) {
      if (kind === undefined) continue;
      const server = await startServer(kind, at);
      await server.ready;
      samples.add(`growth.load.${times}`, who, cpuOf(server.pid));
      const memory = memoryOf(server.pid);
      samples.add(`memory.${times}`, who, memory?.peak);
      samples.add(`memory.${times}.resident`, who, memory?.resident);
      for (const place of placesIn(text)) await typeWord(server, path, place, samples, `growth.typing.${times}`, who);
      await server.stop();
    }
  }
}

async function checks({ concord, peers, say }: Setting, at: string, id: string, times: number, samples: Samples): Promise<void> {
  const rumdl = peers.rumdl?.check?.(at, { linksOnly: id.includes('links') });
  for (let round = 0; round < roundsOf(times); round++) {
    say(`${times}×: check, round ${round + 1} of ${roundsOf(times)}`);
    samples.add(id, 'concord', (await run(concord.check(at))).cpu);
    if (rumdl !== undefined) samples.add(id, 'rumdl', (await run(rumdl)).cpu);
  }
}
