import assert from 'node:assert/strict';
import { afterEach } from 'node:test';
import { Failures } from '../server/workspace/failures.ts';

/**
 * What fails in the program is caught and logged, so that it costs as little as may be. No test may pass over that: whatever fails while one runs makes it fail, unless it takes the failures as what
 * it has waited for. Imported by all that tests make workspaces and servers with.
 */
const noted: string[] = [];

/** Something has failed that the program has survived. */
export function noteFailure(what: string): void {
  noted.push(what);
}

/** What has failed so far, each once and by its first line; the test has expected it. */
export const takeFailures = (): string[] => [...new Set(noted.splice(0).map(what => what.split('\n', 1)[0]!))];

const { tell } = Failures.prototype;
Failures.prototype.tell = function (what, path, error) {
  noteFailure(`${what} failed on ${path || 'the knowledge base'}: ${error instanceof Error ? error.stack : error}`);
  tell.call(this, what, path, error);
};
process.on('unhandledRejection', reason =>
  noteFailure(`Nobody has waited for what failed: ${reason instanceof Error ? reason.stack : reason}`),
);

// Programs that are no tests may use what tests use.
if (process.env.NODE_TEST_CONTEXT !== undefined)
  afterEach(() => {
    assert.deepEqual(noted.splice(0), [], 'what has failed');
  });
