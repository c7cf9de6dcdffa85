import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chosenChapters } from './corpus.ts';
import { type Measurement, Samples, type Setting, type Who } from './measurement.ts';
import { startedBefore } from './startedBefore.ts';
import type { Asked, Started } from './startOnce.ts';

/** A cold process that has never seen this knowledge base, of a program that has been started before: its answer to `initialize`, and the first findings of a long chapter that is opened at once. Its client is cold as well, as an editor's is. */
export async function starting({ concord, peers, peersFolder, root, scratch, quick, say }: Setting): Promise<Measurement[]> {
  const samples = new Samples();
  const path = chosenChapters(root)[0]!.file.path;
  const rounds = quick ? 3 : 11;
  const everybody: readonly Who[] = ['concord', 'rumdl', 'vscode'];
  const cache = await startedBefore(concord.server, { root, path, scratch });
  for (let round = 0; round < rounds; round++) {
    say(`start, round ${round + 1} of ${rounds}`);
    for (const who of everybody) {
      if (who !== 'concord' && peers[who]?.server === undefined) continue;
      const started = await once({ who, build: concord.folder, peersFolder, root, path, cache: cache() }).catch((error: Error) =>
        say(error.message),
      );
      samples.add('start.initialize', who, started?.answered);
      samples.add('start.opened', who, started?.opened);
      samples.add('start.first', who, started?.first);
      samples.add('start.cpu', who, started?.cpu);
    }
  }
  say('the first start of all');
  const first = await once({ who: 'concord', build: concord.folder, peersFolder, root, path }).catch(() => undefined);
  samples.add('start.firstOfAll', 'concord', first?.first);
  return [
    ...samples.measurement(
      'start.initialize',
      'start → answer to initialize',
      'ms',
      'nothing is known of the knowledge base; the program has been started before',
    ),
    ...samples.measurement('start.opened', 'didOpen of the long chapter in a cold process → its findings', 'ms'),
    ...samples.measurement('start.first', 'start → findings of the long chapter', 'ms'),
    ...samples.measurement('start.firstOfAll', '  the same, never started before', 'ms'),
    ...samples.measurement('start.cpu', '  CPU of the server until then', 's'),
  ];
}

function once(asked: Asked): Promise<Started> {
  const child = fork(fileURLToPath(new URL('./startOnce.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    child.once('message', answer => resolve(answer as Started));
    child.once('error', reject);
    child.once('exit', status => reject(new Error(`Starting ${asked.who} has ended with ${status}.`)));
    child.send(asked);
  });
}
