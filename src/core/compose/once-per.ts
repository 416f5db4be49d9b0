// Memoization by object: services and views of them never change, so what follows from one alone is computed once.

/** The same function, which remembers its result as long as the object lives that it was called with. */
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
