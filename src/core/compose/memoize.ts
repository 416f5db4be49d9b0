// Memoization by object: services and views of them never change, so what follows from one alone is computed once.

type Answer = object | string | number | boolean | null;

/** The cached results of all `memoize` functions by object, each at its function's number, so that one lookup finds them all. */
const resultsByObject = new WeakMap<object, (Answer | undefined)[]>();
let functions = 0;

/** Returns the function with its results cached for the lifetime of each argument. For functions that live as long as the program. */
export function memoize<K extends object, T extends Answer>(compute: (key: K) => T): (key: K) => T {
  const functionIndex = functions++;
  return (key) => {
    let answers = resultsByObject.get(key);
    if (answers === undefined) {
      answers = [];
      resultsByObject.set(key, answers);
    }
    const before = answers[functionIndex];
    if (before !== undefined) return before as T;
    const answer = compute(key);
    answers[functionIndex] = answer;
    return answer;
  };
}

/** Returns the function with its results cached. For a function that is released before its arguments are, together with the results. */
export function memoizeReleasable<K extends object, T extends Answer>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = compute(key);
    known.set(key, answer);
    return answer;
  };
}
