import { parentPort } from 'node:worker_threads';
import { nodeHost } from './host/node.ts';
import type { Batch, BatchRead } from './host/workerReader.ts';
import { packed } from './model/packed.ts';
import { allParts } from './model/parts.ts';
import { readChapter } from './workspace/reader.ts';

/** Reads chapters beside the thread that answers requests: a batch of paths in, their facts out, handed over without a copy. */
parentPort?.on('message', ({ id, root, paths, claims, dialects }: Batch) => {
  const buffers: ArrayBuffer[] = [];
  const read = paths.map(path => {
    const { facts, ...rest } = readChapter(nodeHost, root, path, { parts: allParts, claims, dialects }, packed);
    if (facts !== undefined) buffers.push(facts.buffer as ArrayBuffer);
    return { ...rest, ...(facts && { facts }) };
  });
  parentPort?.postMessage({ id, read } satisfies BatchRead, buffers);
});
