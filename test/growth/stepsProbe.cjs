// Loaded into a server before its own code (`node --require`): measures the steps of its event loop, in CPU time of the thread that answers, and tells them at
// descriptor 3 whenever that is written to. Only Linux tells what one thread has used.
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  const { performance, PerformanceObserver } = require('node:perf_hooks');
  const { Socket } = require('node:net');
  const { openSync, readSync } = require('node:fs');

  const file = openSync(`/proc/self/task/${process.pid}/schedstat`);
  const text = Buffer.alloc(64);
  /** Milliseconds that this thread has been running. */
  const used = () => Number(text.latin1Slice(0, readSync(file, text, 0, 64, 0)).split(' ')[0]) / 1e6;

  // Steps that are worth a look: [from, to, milliseconds of CPU].
  let steps = [];
  let collections = [];
  let [before, begun, sum] = [used(), performance.now(), 0];
  // Timers come once in a turn of the loop: between two of these, a message may be taken.
  setInterval(() => {
    const [now, at] = [used(), performance.now()];
    if (now - before > 2) steps.push([begun, at, now - before]);
    sum += now - before;
    [before, begun] = [now, at];
  }, 1).unref();

  // Clearing up is V8's, and it chooses when.
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) collections.push([startTime, startTime + duration]);
  }).observe({ entryTypes: ['gc'] });

  let profiler;
  if (process.env.CONCORD_PROFILE) {
    const { Session } = require('node:inspector');
    profiler = new Session();
    profiler.connect();
    profiler.post('Profiler.enable');
    profiler.post('Profiler.setSamplingInterval', { interval: 400 });
    profiler.post('Profiler.start');
  }

  /** What was on the stack during a step, most often first. `origin`: where the profiler's clock begins. */
  const during = ([from, to], { nodes, samples, timeDeltas, startTime }) => {
    const origin = startTime - zero;
    const byId = new Map(nodes.map(node => [node.id, node]));
    const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id])));
    const [own, all] = [new Map(), new Map()];
    let [time, count] = [origin, 0];
    samples.forEach((id, i) => {
      time += timeDeltas[i];
      if (time / 1000 < from || time / 1000 > to) return;
      count++;
      const seen = new Set();
      for (let at = id; at !== undefined; at = parents.get(at)) {
        const { functionName, url, lineNumber } = byId.get(at).callFrame;
        const name = `${functionName || '?'} ${url.split('/').at(-1)}:${lineNumber + 1}`;
        if (at === id) own.set(name, (own.get(name) ?? 0) + 1);
        if (!seen.has(name)) all.set(name, (all.get(name) ?? 0) + 1);
        seen.add(name);
      }
    });
    const most = map =>
      [...map]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 25)
        .map(([name, times]) => `${((times / count) * 100).toFixed(0)}% ${name}`);
    return { own: most(own), all: most(all) };
  };
  // Both clocks are the system's monotonic one.
  const zero = Number(process.hrtime.bigint() / 1000n) - performance.now() * 1000;

  const channel = new Socket({ fd: 3 });
  channel.unref();
  const answer = profile => {
    const told = steps
      .map(step => {
        const [from, to, cpu] = step;
        const cleared = collections.reduce((total, [start, end]) => total + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
        // Where the machine was busy, clearing up did not run all of its time either.
        return { step, cpu, gc: Math.min(cpu, cleared * Math.min(1, cpu / (to - from))) };
      })
      .sort((a, b) => b.cpu - b.gc - (a.cpu - a.gc))
      .slice(0, 3)
      .map(({ step, cpu, gc }) => ({ cpu, gc, ...(profile && cpu - gc > 40 && during(step, profile)) }));
    channel.write(`${JSON.stringify({ sum, steps: told })}\n`);
  };
  channel.on('data', data => {
    const question = data.toString();
    if (question.includes('sum')) return void channel.write(`${JSON.stringify({ sum })}\n`);
    if (profiler === undefined) answer();
    else
      profiler.post('Profiler.stop', (_error, { profile }) => {
        answer(profile);
        profiler.post('Profiler.start');
      });
    [steps, collections] = [[], []];
    // To answer is no work of the server's.
    [before, begun] = [used(), performance.now()];
  });
}
