/** At most so many answers are remembered; then all are forgotten at once, which costs less than to know the oldest. */
const most = 10_000;

/** The same function for texts that come again and again, as headings do at every key. Longer texts than `longest` characters are not worth it. */
export function remembering<T extends string | null>(
  compute: (text: string) => T,
  longest = Number.POSITIVE_INFINITY,
): (text: string) => T {
  const answers = new Map<string, T>();
  return text => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compute(text);
    if (text.length > longest) return answer;
    if (answers.size >= most) answers.clear();
    const key = apart(text);
    answers.set(key, answer === text ? (key as T) : answer === null ? answer : (apart(answer) as T));
    return answer;
  };
}

/** The same function for one piece of work in which the same texts come again: all answers are forgotten with it. */
export function once<T>(compute: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return text => {
    if (answers.has(text)) return answers.get(text)!;
    const answer = compute(text);
    answers.set(text, answer);
    return answer;
  };
}

/** The same text in a place of its own: V8 holds all of a chapter's text for as long as somebody holds a part of it (from 13 characters on). */
export const apart = (text: string): string => (text.length < 13 ? text : JSON.parse(JSON.stringify(text)));

/** What is made of a piece or block, remembered with it if it will be asked for again. */
export function rememberedOf<K extends object, V extends object>(known: WeakMap<K, V>, of: K, isAskedAgain: boolean, make: () => V): V {
  if (!isAskedAgain) return make();
  let made = known.get(of);
  if (made === undefined) {
    made = make();
    known.set(of, made);
  }
  return made;
}
