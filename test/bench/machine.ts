import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What one run of a program took. CPU (user and system, the whole process tree) and memory are read from /proc: elsewhere they are missing. */
export interface Run {
  readonly status: number | null;
  /** Seconds. */
  readonly wall: number;
  /** Seconds. */
  readonly cpu: number | undefined;
  /** Of these, those in the program itself and not in the kernel. */
  readonly user: number | undefined;
  /** Megabytes of memory at the most. */
  readonly peak: number | undefined;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end with nothing to read and nobody to read it. One at a time: CPU is the difference of what all children have used. */
export function run({ file, args, cwd, env }: Command): Promise<Run> {
  const before = cpuOfChildren();
  const begun = performance.now();
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });
  let peak: number | undefined;
  const watching = setInterval(() => {
    peak = memoryOf(child.pid)?.peak ?? peak;
  }, 10);
  return new Promise((resolve, reject) => {
    child.on('error', error => {
      clearInterval(watching);
      reject(error);
    });
    child.on('exit', status => {
      clearInterval(watching);
      const after = cpuOfChildren();
      const used = (part: 'all' | 'user') => (before === undefined || after === undefined ? undefined : after[part] - before[part]);
      resolve({ status, wall: (performance.now() - begun) / 1000, cpu: used('all'), user: used('user'), peak });
    });
  });
}

/** Seconds that a living process has used, threads that have ended included; in steps of 10 ms. */
export const cpuOf = (pid: number | undefined): number | undefined => stat(pid ?? 0)?.own;

/** Milliseconds that the living threads of a process have been on a processor: exact, for what takes a few milliseconds. */
export function exactCpuOf(pid: number): number | undefined {
  try {
    let nanoseconds = 0;
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'latin1').split(' ')[0]);
    }
    return nanoseconds / 1e6;
  } catch {
    return undefined;
  }
}

/** Megabytes that a living process holds now, and has held at the most. */
export function memoryOf(pid: number | undefined): { readonly resident: number; readonly peak: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
    const [resident, peak] = [megabytes('VmRSS'), megabytes('VmHWM')];
    return Number.isNaN(peak) ? undefined : { resident, peak };
  } catch {
    return undefined;
  }
}

/** The kernel counts a second in a hundred ticks for every program, whatever its own clock does. */
const ticksPerSecond = 100;

const cpuOfChildren = () => stat('self')?.children;

function stat(
  pid: number | 'self',
): { readonly own: number; readonly children: { readonly all: number; readonly user: number } } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // After the name in brackets, which may hold anything: state is field 3, utime 14, stime 15, cutime 16, cstime 17.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (field: number) => Number(fields[field - 3]) / ticksPerSecond;
    return { own: seconds(14) + seconds(15), children: { all: seconds(16) + seconds(17), user: seconds(16) } };
  } catch {
    return undefined;
  }
}
