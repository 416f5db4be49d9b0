import type { ConnectivityDiff } from '../../core/analysis/diff/diff-connectivity.ts';
import { deltaLines } from './delta-lines.ts';

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
