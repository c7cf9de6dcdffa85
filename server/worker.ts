import { parentPort } from 'node:worker_threads';
import { extract } from './extract/extract.ts';
import { nodeHost } from './host/node.ts';
import type { Batch, BatchRead } from './host/workerReader.ts';

/** Reads chapters beside the thread that answers requests: a batch of paths in, their facts out. */
parentPort?.on('message', ({ id, root, paths }: Batch) => {
  const read = paths.map(path => {
    const decoded = nodeHost.read(root, path);
    return [path, decoded && extract(decoded.text)] as const;
  });
  parentPort?.postMessage({ id, read } satisfies BatchRead);
});
