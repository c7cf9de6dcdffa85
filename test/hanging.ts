import { readFileSync } from 'node:fs';

/** Clock ticks in a second, as Linux counts the time of processes. */
const ticks = 100;

/** Who works takes more of the processor, in milliseconds, than its timers do. */
const leastWork = 50;

/** The processor time that a process has taken, in milliseconds, which a busy machine does not change; nothing where nobody counts it. */
export function processorTime(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks;
  } catch {
    return undefined;
  }
}

/**
 * What is awaited. Fails if who should bring it about hangs: it has worked for `patience` milliseconds of the processor, or has done nothing for so long. `time`: how long it has worked. On a
 * busy machine everything may take any time; where nobody counts the work, it may not.
 */
export async function unlessHanging<T>(awaited: Promise<T>, time: () => number | undefined, patience: number): Promise<T> {
  const begun = time();
  for (let before = begun; ; ) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof isLate>(resolve => {
      timer = setTimeout(resolve, patience, isLate);
    });
    const found = await Promise.race([awaited, late]).finally(() => clearTimeout(timer));
    if (found !== isLate) return found;
    const now = time();
    if (now === undefined || begun === undefined || before === undefined) throw new Error(`No answer within ${patience} ms.`);
    if (now - begun > patience) throw new Error(`No answer after ${now - begun} ms of work.`);
    // Another process in its place has begun to count anew.
    if (Math.abs(now - before) < leastWork) throw new Error(`No answer, and nothing done for ${patience} ms.`);
    before = now;
  }
}

const isLate = Symbol('late');
