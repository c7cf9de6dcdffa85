import type { Span } from './text.ts';

/** Objects as values one after the other, each begun by the number of its keys in `keys`: what is said once for all that have the same keys is a third of what they take. */
interface Rows {
  /** Those of spans begin with `@`. */
  readonly keys: readonly (readonly string[])[];
  /** Spans are two numbers: how far behind the start of the one before, and how long. */
  readonly values: readonly unknown[];
}

type Item = Readonly<Record<string, unknown>>;

/** JSON with its lists of plain objects as rows, also those that are properties: `{ "=": rows }`. No key of the value may be `=`. */
export function asRows(value: unknown): unknown {
  if (!isObject(value)) return isListOfObjects(value) ? { '=': rowsOf(value) } : value;
  return Object.fromEntries(Object.entries(value as Item).map(([key, part]) => [key, asRows(part)]));
}

/** The JSON that `asRows` was given. */
export function inFull(value: unknown): unknown {
  if (!isObject(value)) return value;
  const item = value as Record<string, unknown>;
  if (item['='] !== undefined) return listOf(item['='] as Rows);
  for (const key in item) item[key] = inFull(item[key]);
  return item;
}

function rowsOf(list: readonly Item[]): Rows {
  const keys: string[][] = [];
  const known = new Map<string, number>();
  const values: unknown[] = [];
  let at = 0;
  for (const item of list) {
    const own: string[] = [];
    const place = values.push(0) - 1;
    for (const key in item) {
      const value = item[key];
      if (value === undefined) continue;
      if (isSpan(value)) {
        own.push(`@${key}`);
        values.push(value.start - at, value.end - value.start);
        at = value.start;
      } else {
        own.push(key);
        values.push(value);
      }
    }
    const name = own.join();
    const number = known.get(name) ?? keys.push(own) - 1;
    known.set(name, number);
    values[place] = number;
  }
  return { keys, values };
}

function listOf({ keys, values }: Rows): object[] {
  const shapes = keys.map(own => own.map(key => ({ key: key.replace(/^@/, ''), isSpan: key.startsWith('@') })));
  const list: object[] = [];
  let at = 0;
  for (let i = 0; i < values.length; ) {
    const item: Record<string, unknown> = {};
    for (const { key, isSpan } of shapes[values[i++] as number]!) {
      if (isSpan) {
        at += values[i++] as number;
        item[key] = { start: at, end: at + (values[i++] as number) };
      } else item[key] = values[i++];
    }
    list.push(item);
  }
  return list;
}

const isListOfObjects = (value: unknown): value is readonly Item[] => Array.isArray(value) && value.length > 0 && value.every(isObject);

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function isSpan(value: unknown): value is Span {
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (key !== 'start' && key !== 'end') return false;
  const { start, end } = value as Partial<Span>;
  return typeof start === 'number' && typeof end === 'number';
}
