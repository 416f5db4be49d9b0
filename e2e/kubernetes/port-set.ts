// Sets of ports by protocol, as intervals: what policies permit is compared on every port, not on a sample.

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** First and last port of a run, both in it. */
type Interval = readonly [first: number, last: number];

/** By protocol, in order, without overlap or touching runs. Other protocols than these a NetworkPolicy does not define. */
export type PortSet = Readonly<Record<Protocol, readonly Interval[]>>;

export const protocols: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];
const everyPort: readonly Interval[] = [[1, 65535]];

export const noPorts: PortSet = { TCP: [], UDP: [], SCTP: [] };
export const allPorts: PortSet = { TCP: everyPort, UDP: everyPort, SCTP: everyPort };

export function portRange(protocol: Protocol, first: number, last: number = first): PortSet {
  return { ...noPorts, [protocol]: [[first, last]] };
}

export function everyPortOf(protocol: Protocol): PortSet {
  return { ...noPorts, [protocol]: everyPort };
}

export function unite(sets: readonly PortSet[]): PortSet {
  const of = (protocol: Protocol): readonly Interval[] => {
    const sorted = sets.flatMap((set) => set[protocol]).sort((a, b) => a[0] - b[0]);
    const runs: [number, number][] = [];
    for (const [first, last] of sorted) {
      const before = runs.at(-1);
      if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
      else runs.push([first, last]);
    }
    return runs;
  };
  return { TCP: of('TCP'), UDP: of('UDP'), SCTP: of('SCTP') };
}

export function intersect(a: PortSet, b: PortSet): PortSet {
  const of = (protocol: Protocol): readonly Interval[] =>
    a[protocol].flatMap(([first, last]) =>
      b[protocol].flatMap(([start, end]): Interval[] => {
        const run: Interval = [Math.max(first, start), Math.min(last, end)];
        return run[0] <= run[1] ? [run] : [];
      }),
    );
  return { TCP: of('TCP'), UDP: of('UDP'), SCTP: of('SCTP') };
}

/** The ports of `set` that `other` has not. */
export function without(set: PortSet, other: PortSet): PortSet {
  const of = (protocol: Protocol): readonly Interval[] =>
    other[protocol].reduce<readonly Interval[]>(
      (left, [start, end]) =>
        left.flatMap(([first, last]): Interval[] => {
          const parts: Interval[] = [
            [first, Math.min(last, start - 1)],
            [Math.max(first, end + 1), last],
          ];
          return parts.filter(([a, b]) => a <= b);
        }),
      set[protocol],
    );
  return { TCP: of('TCP'), UDP: of('UDP'), SCTP: of('SCTP') };
}

export function hasPort(set: PortSet, protocol: Protocol, port: number): boolean {
  return set[protocol].some(([first, last]) => first <= port && port <= last);
}

export function isEmpty(set: PortSet): boolean {
  return protocols.every((protocol) => set[protocol].length === 0);
}

/** `all`, `none`, or `TCP 80, 8000-8080; UDP all`. Equal sets have equal texts. */
export function formatPorts(set: PortSet): string {
  const parts = protocols.flatMap((protocol) => {
    const runs = set[protocol].map(([first, last]) => {
      if (first === 1 && last === 65535) return 'all';
      return first === last ? `${first}` : `${first}-${last}`;
    });
    return runs.length > 0 ? [`${protocol} ${runs.join(', ')}`] : [];
  });
  if (parts.length === 0) return 'none';
  const text = parts.join('; ');
  return text === 'TCP all; UDP all; SCTP all' ? 'all' : text;
}
