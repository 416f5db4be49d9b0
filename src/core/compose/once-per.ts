// Memoization by object: services and views of them never change, so what follows from one alone is computed once.

type Answer = object | string | number | boolean | null;

/** The answers of all functions of `oncePer` about an object, each at the number of its function: one look into one weak table finds them all. */
const answersAbout = new WeakMap<object, (Answer | undefined)[]>();
let functions = 0;

/**
 * The same function, which remembers its result as long as the object lives that it was called with. For functions that live as long as the
 * program.
 */
export function oncePer<K extends object, T extends Answer>(compute: (key: K) => T): (key: K) => T {
  const own = functions++;
  return (key) => {
    let answers = answersAbout.get(key);
    if (answers === undefined) {
      answers = [];
      answersAbout.set(key, answers);
    }
    const before = answers[own];
    if (before !== undefined) return before as T;
    const answer = compute(key);
    answers[own] = answer;
    return answer;
  };
}

/** The same for a function that is let go of before the objects are, and its results with it. */
export function onceEach<K extends object, T extends Answer>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = compute(key);
    known.set(key, answer);
    return answer;
  };
}
