// Loaded into a server before its own code (`node --require`): measures how long its event loop is kept from turning, and tells it at descriptor 3
// whenever that is written to. The shipped bundle itself needs no switch for it.
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  const { Socket } = require('node:net');
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const asked = new Socket({ fd: 3 });
  asked.unref();
  asked.on('data', () => {
    // A turn takes `resolution` when nothing is in its way.
    const milliseconds = nanoseconds => Math.max(0, nanoseconds / 1e6 - resolution);
    const stretch = {
      p99: milliseconds(delay.percentile(99)),
      p999: milliseconds(delay.percentile(99.9)),
      worst: milliseconds(delay.max),
      turns: delay.count,
    };
    delay.reset();
    asked.write(`${JSON.stringify(stretch)}\n`);
  });
}
