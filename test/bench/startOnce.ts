// Starts one server from a fresh client, and tells its parent how long that took.
import { taken } from './concord.ts';
import { cpuOf } from './machine.ts';
import type { Who } from './measurement.ts';
import { peers } from './peers.ts';
import { placesIn } from './places.ts';
import { startServer, textOf } from './server.ts';

export interface Asked {
  readonly who: Who;
  readonly build: string;
  readonly peersFolder: string;
  readonly root: string;
  /** Of the chapter that is opened. */
  readonly path: string;
  /** For what the server keeps between its processes. */
  readonly cache?: string;
}

/** Milliseconds: from the start of the process, but `opened` from the opening; seconds of CPU. */
export interface Started {
  readonly answered: number;
  readonly opened: number;
  readonly first: number;
  readonly cpu: number | undefined;
}

process.once('message', async ({ who, build, peersFolder, root, path, cache }: Asked) => {
  const kind = who === 'concord' ? taken(build).server : peers(peersFolder, () => {})[who]?.server;
  if (kind === undefined) process.exit(1);
  // With a dead link in it: a server may well say nothing where nothing is wrong.
  const written = textOf(root, path);
  const text = placesIn(written)[0]?.text ?? written;
  const server = await startServer(kind, root, { ...(cache && { cache }) });
  const begun = performance.now();
  server.open(path, text);
  await server.diagnostics(path, diagnostics => diagnostics.length > 0);
  const now = performance.now();
  const started: Started = { answered: server.answered, opened: now - begun, first: now - server.begun, cpu: cpuOf(server.pid) };
  await server.stop();
  process.send?.(started, () => process.exit(0));
});
