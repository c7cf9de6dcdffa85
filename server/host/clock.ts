/** Milliseconds since some moment. As `performance.now()`, for which Node loads a module of its own. */
export function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
