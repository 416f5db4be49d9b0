import './danger-badges.css';
import type { Danger } from '../../core/analysis/dangers.ts';

interface Props {
  /** The gravest first. */
  readonly dangers: readonly Danger[];
  /** How many there is room for; the rest is counted. */
  readonly shown: number;
}

const words = (dangers: readonly Danger[]): string => dangers.map((each) => each.facts.join('; ')).join('; ');

/** What makes a container dangerous to its host, as pills on its upper edge; dotted and with a question mark where it is not known. */
export function DangerBadges({ dangers, shown }: Props) {
  if (dangers.length === 0) return null;
  const rest = dangers.slice(shown);
  return (
    <span className="bh-dangers">
      {dangers.slice(0, shown).map((danger) => (
        <span
          key={danger.kind}
          className={`bh-danger ${danger.rootOnHost ? 'bh-grave' : ''} ${danger.certain ? '' : 'bh-unsure'}`}
          data-danger={danger.kind}
          {...(danger.certain ? {} : { 'data-unknown': '' })}
          title={words([danger])}
        >
          {danger.certain ? danger.words : `${danger.words}?`}
        </span>
      ))}
      {rest.length > 0 && (
        <span className="bh-danger" data-danger="more" title={words(rest)}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}
