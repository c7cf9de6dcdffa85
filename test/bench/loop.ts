import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { chosenChapters } from './corpus.ts';
import { type Measurement, Samples, type Setting } from './measurement.ts';
import { placesIn } from './places.ts';
import { startServer, textOf } from './server.ts';
import { startedBefore } from './startedBefore.ts';
import { typeWord } from './typing.ts';

interface Stretch {
  readonly p999: number;
  readonly worst: number;
  /** In the thread's own time, where the system tells it. */
  readonly ownP999?: number;
  readonly ownWorst?: number;
}

const probe = ['--require', join(fileURLToPath(new URL('.', import.meta.url)), 'probe.cjs')];

/** How long our server's event loop is kept from turning while it loads and while somebody types; what keeps an idle process at the same time is the machine's. */
export async function loop({ concord, root, scratch, quick, say }: Setting): Promise<Measurement[]> {
  const samples = new Samples();
  const discarded = new Samples();
  const path = chosenChapters(root)[0]!.file.path;
  const text = textOf(root, path);
  const rounds = quick ? 1 : 5;
  const cache = await startedBefore(concord.server, { root, path, scratch });
  const idle = idleProcess();
  const add = async (id: string, ours: unknown) => {
    const theirs = await idle.probe();
    for (const [name, { p999, worst, ownP999, ownWorst }] of [
      [id, ours as Stretch],
      [`${id}.idle`, theirs],
    ] as const) {
      samples.add(`${name}.p999`, 'concord', p999);
      samples.add(`${name}.worst`, 'concord', worst);
      samples.add(`${name}.own.p999`, 'concord', ownP999);
      samples.add(`${name}.own.worst`, 'concord', ownWorst);
    }
  };
  for (let round = 0; round < rounds; round++) {
    say(`event loop, round ${round + 1} of ${rounds}`);
    await idle.probe();
    const server = await startServer(concord.server, root, { cache: cache(), nodeOptions: probe });
    server.open(path, text);
    await server.ready;
    await add('loop.loading', await server.probe());
    server.close(path);
    // Turns enough for one in a thousand to mean something.
    for (let word = 0; word < (quick ? 2 : 10); word++) {
      for (const place of placesIn(text)) await typeWord(server, path, place, discarded, 'discarded', 'concord');
    }
    await add('loop.editing', await server.probe());
    await server.stop();
  }
  idle.stop();
  const note =
    'every turn of the loop of a server that has been started before and runs with test/bench/probe.cjs; in its own time, what other programs take meanwhile is left out';
  const rows = (id: string, name: string) => [
    ...samples.measurement(`loop.${id}.p999`, `event loop kept while ${name}, p99.9`, 'ms', note),
    ...samples.measurement(`loop.${id}.worst`, `event loop kept while ${name}, worst`, 'ms'),
    ...samples.measurement(`loop.${id}.own.p999`, '  in its own time, p99.9', 'ms'),
    ...samples.measurement(`loop.${id}.own.worst`, '  in its own time, worst', 'ms'),
    ...samples.measurement(`loop.${id}.idle.p999`, '  an idle process meanwhile, p99.9', 'ms'),
    ...samples.measurement(`loop.${id}.idle.worst`, '  an idle process meanwhile, worst', 'ms'),
  ];
  return [...rows('loading', 'loading'), ...rows('editing', 'editing')];
}

function idleProcess(): { probe(): Promise<Stretch>; stop(): void } {
  const child = spawn(process.execPath, [...probe, '--eval', 'setInterval(() => {}, 1e9)'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const channel = child.stdio[3] as Duplex;
  return {
    probe: () =>
      new Promise(resolve => {
        channel.once('data', (data: Buffer) => resolve(JSON.parse(data.toString())));
        channel.write('?');
      }),
    stop: () => void child.kill(),
  };
}
