/**
 * What a value from outside must be like, as far as it is relied on: more may be there, and what is not read may be anything. Answers what is wrong, beginning with where
 * in the value (`.uri must be a string`); undefined when nothing is.
 */
export type Shape = (value: unknown) => string | undefined;

const which =
  (words: string, holds: (value: unknown) => boolean): Shape =>
  value =>
    holds(value) ? undefined : ` must be ${words}`;

export const anything: Shape = () => undefined;
export const string = which('a string', value => typeof value === 'string');
/** As a URI is: without halves of characters, which nothing can write. */
export const uri = which('a URI', value => typeof value === 'string' && !/\p{Surrogate}/u.test(value));
export const boolean = which('true or false', value => typeof value === 'boolean');
export const number = which('a number', value => Number.isFinite(value));
export const integer = which('a whole number', value => Number.isInteger(value));
/** As LSP counts lines and characters. */
export const uinteger = which(
  'a whole number from 0 to 2147483647',
  value => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31,
);
export const token = which('a string or a whole number', value => typeof value === 'string' || Number.isInteger(value));

/** Not there at all, or null: clients send either. */
export const optional =
  (shape: Shape): Shape =>
  value =>
    value === undefined || value === null ? undefined : shape(value);

export const listOf =
  (shape: Shape): Shape =>
  value => {
    if (!Array.isArray(value)) return ' must be a list';
    for (const [i, item] of value.entries()) {
      const wrong = shape(item);
      if (wrong !== undefined) return `[${i}]${wrong}`;
    }
    return undefined;
  };

/** A list that begins with these. */
export const tuple =
  (...shapes: readonly Shape[]): Shape =>
  value => {
    if (!Array.isArray(value)) return ' must be a list';
    for (const [i, shape] of shapes.entries()) {
      const wrong = shape(value[i]);
      if (wrong !== undefined) return `[${i}]${wrong}`;
    }
    return undefined;
  };

/** With these members. An empty list is an empty object: Lua knows only one of both. */
export const object =
  (members: Readonly<Record<string, Shape>>): Shape =>
  value => {
    if (typeof value !== 'object' || value === null || (Array.isArray(value) && value.length > 0)) return ' must be an object';
    for (const [name, shape] of Object.entries(members)) {
      const wrong = shape(Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
      if (wrong !== undefined) return `.${name}${wrong}`;
    }
    return undefined;
  };
