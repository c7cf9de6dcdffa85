interface Known<K, V> {
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, made: V): unknown;
}

/** What a map holds under a key; made and put there at the first time. */
export function memoize<K, V>(known: Known<K, V>, key: K, make: () => V): V {
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as V;
  const made = make();
  known.set(key, made);
  return made;
}

/** A function of an object, worked out once for as long as the object is there. */
export function memoized<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, V>();
  return of => memoize(known, of, () => make(of));
}
