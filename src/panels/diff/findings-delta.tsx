import type { Finding } from '../../core/analysis/findings/finding.ts';

interface FindingsDeltaProps {
  readonly gained: readonly Finding[];
  readonly gone: readonly Finding[];
}

const most = 100;

function Some({
  findings,
  sign,
  word,
}: {
  readonly findings: readonly Finding[];
  readonly sign: string;
  readonly word: 'gained' | 'gone';
}) {
  if (findings.length === 0) return null;
  return (
    <div className={`bh-delta bh-delta-${word === 'gained' ? 'opened' : 'closed'}`}>
      <p className="bh-delta-head">
        {sign} {word} {findings.length}
      </p>
      <ul>
        {findings.slice(0, most).map(({ rule, message, subjects }) => (
          <li key={`${rule} ${subjects.join(' ')} ${message}`}>
            <span className="bh-mono">{rule}</span> {message}
          </li>
        ))}
        {findings.length > most && <li className="bh-dim">and {findings.length - most} more</li>}
      </ul>
    </div>
  );
}

/** Findings that a change brings and takes away. */
export function FindingsDelta({ gained, gone }: FindingsDeltaProps) {
  if (gained.length === 0 && gone.length === 0) return <p className="bh-dim">No finding comes or goes.</p>;
  return (
    <div className="bh-delta-list">
      <Some findings={gained} sign="+" word="gained" />
      <Some findings={gone} sign="−" word="gone" />
    </div>
  );
}
