/** At most so many answers are remembered; then all are forgotten at once, which costs less than to know the oldest. */
const most = 50_000;

/** The same function for texts that come again and again, as headings do at every key. */
export function remembering(compute: (text: string) => string): (text: string) => string {
  const answers = new Map<string, string>();
  return text => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compute(text);
    if (answers.size >= most) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}

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
