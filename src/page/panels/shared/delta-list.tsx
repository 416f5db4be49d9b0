import { pairArrow, pairedChanges, wayArrow } from '../../../core/describe/difference.ts';
import type { ConnectivityDiff, PairChange } from '../../../core/reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../../core/reach/diff/way-changes.ts';

interface DeltaListProps {
  readonly delta: ConnectivityDiff;
  /** The number of lines of each kind; the others are counted. */
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
      <p className="bh-delta-head bh-strong">
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

/** The connections that a change opens and closes. */
export function DeltaList({ delta, most }: DeltaListProps) {
  const { opened, closed } = deltaLines(delta);
  if (opened.length === 0 && closed.length === 0)
    return <p className="bh-dim">No connection opens or closes.</p>;
  return (
    <div className="bh-grid bh-gap-2">
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
  gateway: ' at its own gateway',
  machine: ' on another machine',
  name: ' by name',
};

/** Returns the changed pairs as lines; a name that changes together with its connection is left out. */
function pairLines(changes: readonly PairChange[]): readonly string[] {
  const direct = new Set(
    changes.filter(({ kind }) => kind === 'direct').map(({ from, to }) => JSON.stringify([from, to])),
  );
  const listed = changes.filter(
    ({ from, to, kind, alias }) =>
      kind !== 'name' || alias !== undefined || !direct.has(JSON.stringify([from, to])),
  );
  return pairedChanges(listed).map((either) => pairArrow(either, pairSuffix[either.change.kind]));
}

function wayLine(way: WayChange): string {
  return `${wayArrow(way)}${way.unsure ? ', perhaps' : ''}`;
}

/** Returns the opened and closed connections as lines, in the order of the diff. */
export function deltaLines(delta: ConnectivityDiff): DeltaLines {
  return {
    opened: [...delta.waysOpened.map(wayLine), ...pairLines(delta.opened)],
    closed: [...delta.waysClosed.map(wayLine), ...pairLines(delta.closed)],
  };
}
