// Indexes values by host, so that a request is not compared with all of them.

/** Returns a lookup of the values for a host, in their order; `hostsOf` returns the hosts of a value, or null when it may take any. */
export function byHost<T>(
  all: readonly T[],
  hostsOf: (one: T) => readonly string[] | null,
): (host: string) => readonly T[] {
  const named = new Map<string, number[]>();
  const others: number[] = [];
  for (const [index, one] of all.entries()) {
    const hosts = hostsOf(one);
    if (hosts === null) others.push(index);
    for (const host of new Set(hosts)) {
      const list = named.get(host);
      if (list) list.push(index);
      else named.set(host, [index]);
    }
  }
  return (host) => {
    if (others.length === all.length) return all;
    const places = [...(named.get(host) ?? []), ...others].sort((a, b) => a - b);
    return places.flatMap((place) => all[place] ?? []);
  };
}
