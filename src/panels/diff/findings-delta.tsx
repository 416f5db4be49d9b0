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
    <div className={`delta delta-${word === 'gained' ? 'opened' : 'closed'}`}>
      <p className="delta-head">
        {sign} {word} {findings.length}
      </p>
      <ul>
        {findings.slice(0, most).map(({ rule, message, subjects }) => (
          <li key={`${rule} ${subjects.join(' ')} ${message}`}>
            <span className="mono">{rule}</span> {message}
          </li>
        ))}
        {findings.length > most && <li className="dim">and {findings.length - most} more</li>}
      </ul>
    </div>
  );
}

/** Findings that a change brings and takes away. */
export function FindingsDelta({ gained, gone }: FindingsDeltaProps) {
  if (gained.length === 0 && gone.length === 0) return <p className="dim">No finding comes or goes.</p>;
  return (
    <div className="delta-list">
      <Some findings={gained} sign="+" word="gained" />
      <Some findings={gone} sign="−" word="gone" />
    </div>
  );
}
