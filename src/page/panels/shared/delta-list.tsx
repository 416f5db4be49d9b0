import {
  type ConnectivityDiff,
  overFamily,
  type PairChange,
  type WayChange,
} from '../../../core/reach/diff/diff-connectivity.ts';

interface DeltaListProps {
  readonly delta: ConnectivityDiff;
  /** How many lines of each kind before the rest becomes a count. */
  readonly most: number;
}

function Lines({
  lines,
  most,
  sign,
  word,
}: {
  lines: readonly string[];
  most: number;
  sign: string;
  word: string;
}) {
  if (lines.length === 0) return null;
  return (
    <div className={`bh-delta bh-delta-${word}`}>
      <p className="bh-delta-head">
        {sign} {word} {lines.length}
      </p>
      <ul>
        {lines.slice(0, most).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > most && <li className="bh-dim">and {lines.length - most} more</li>}
      </ul>
    </div>
  );
}

/** What a change opens and closes. */
export function DeltaList({ delta, most }: DeltaListProps) {
  const { opened, closed } = deltaLines(delta);
  if (opened.length === 0 && closed.length === 0)
    return <p className="bh-dim">No connection opens or closes.</p>;
  return (
    <div className="bh-delta-list">
      <Lines lines={opened} most={most} sign="+" word="opened" />
      <Lines lines={closed} most={most} sign="−" word="closed" />
    </div>
  );
}

// A connectivity diff in words, pairs that open in both directions listed once.

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
