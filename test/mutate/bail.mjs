/** A reporter that ends the program at the first test that fails: one is enough to know. */
export default async function* bail(events) {
  for await (const { type } of events) if (type === 'test:fail') process.exit(1);
  yield '';
}
