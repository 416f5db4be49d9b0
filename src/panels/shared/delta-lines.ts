// A connectivity diff in words, pairs that open in both directions listed once.

import {
  type ConnectivityDiff,
  overFamily,
  type PairChange,
  type WayChange,
} from '../../core/analysis/diff/diff-connectivity.ts';

export interface DeltaLines {
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

const pairSuffix: { readonly [kind in PairChange['kind']]: string } = {
  direct: '',
  host: ' over the host',
  name: ' by name',
};

function pairLines(changes: readonly PairChange[]): string[] {
  const key = ({ from, to, kind, family }: PairChange) => JSON.stringify([from, to, kind, family]);
  const all = new Set(changes.map(key));
  const listed = new Set<string>();
  const direct = new Set(
    changes.filter(({ kind }) => kind === 'direct').map(({ from, to }) => JSON.stringify([from, to])),
  );
  const lines: string[] = [];
  for (const change of changes) {
    // A name that appears or disappears together with the connection is not listed.
    if (change.kind === 'name' && direct.has(JSON.stringify([change.from, change.to]))) continue;
    const back = key({ ...change, from: change.to, to: change.from });
    if (listed.has(back)) continue;
    listed.add(key(change));
    const arrow = all.has(back) ? '↔' : '→';
    lines.push(`${change.from} ${arrow} ${change.to}${pairSuffix[change.kind]}${overFamily(change)}`);
  }
  return lines;
}

function wayLine(way: WayChange): string {
  return `${wayArrow(way)}${overFamily(way)}${way.unsure ? ', perhaps' : ''}`;
}

function wayArrow({ service, kind, port }: WayChange): string {
  switch (kind) {
    case 'way-in':
      return port === '' ? `Outside → ${service}` : `Outside → ${service} at ${port}`;
    case 'way-out':
      return `${service} → outside`;
    case 'to-host':
      return `${service} → host`;
    case 'from-host':
      return `host → ${service}`;
  }
}

/** Opened and closed connections and ways, in the order of the diff. */
export function deltaLines(delta: ConnectivityDiff): DeltaLines {
  return {
    opened: [...delta.waysOpened.map(wayLine), ...pairLines(delta.opened)],
    closed: [...delta.waysClosed.map(wayLine), ...pairLines(delta.closed)],
  };
}
