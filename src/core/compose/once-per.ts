// Services and views of them are values: the same object says the same for ever. So what follows from one alone is worked out
// once.

/** The same function, remembering its answer for as long as the object it was asked about lives. */
export function oncePer<K extends object, T extends object | string | number | boolean | null>(
  compute: (key: K) => T,
): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = compute(key);
    known.set(key, answer);
    return answer;
  };
}
