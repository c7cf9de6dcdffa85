// Loaded into a server before its own code (`node --require`): measures how long its event loop is kept from turning, and tells it at descriptor 3
// whenever that is written to. The shipped bundle itself needs no switch for it.
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  const { createHistogram, monitorEventLoopDelay } = require('node:perf_hooks');
  const { Socket } = require('node:net');
  const { openSync, readSync } = require('node:fs');
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();

  // A turn of the loop in time of this thread's own: on a busy machine, others take some of the time that goes by.
  let own;
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`);
    const text = Buffer.alloc(64);
    const used = () => Number(text.latin1Slice(0, readSync(file, text, 0, 64, 0)).split(' ')[0]);
    own = createHistogram();
    let before = used();
    setInterval(() => {
      const now = used();
      own.record(Math.max(1, now - before));
      before = now;
    }, resolution).unref();
  } catch {
    // Only Linux tells.
  }

  const channel = new Socket({ fd: 3 });
  channel.unref();
  channel.on('data', () => {
    // A turn takes `resolution` when nothing is in its way.
    const kept = nanoseconds => Math.max(0, nanoseconds / 1e6 - resolution);
    const stretch = { p999: kept(delay.percentile(99.9)), worst: kept(delay.max), turns: delay.count };
    if (own !== undefined) Object.assign(stretch, { ownP999: own.percentile(99.9) / 1e6, ownWorst: own.max / 1e6 });
    delay.reset();
    own?.reset();
    channel.write(`${JSON.stringify(stretch)}\n`);
  });
}
