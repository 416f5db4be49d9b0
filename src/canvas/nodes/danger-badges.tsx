import './danger-badges.css';
import type { Danger } from '../../core/analysis/dangers.ts';

/** What makes a container dangerous to its host, as pills on its upper edge; dotted and with a question mark where it is not known. */
export function DangerBadges({ dangers }: { readonly dangers: readonly Danger[] }) {
  if (dangers.length === 0) return null;
  return (
    <span className="bh-dangers">
      {dangers.map(({ kind, words, facts, certain, rootOnHost }) => (
        <span
          key={kind}
          className={`bh-danger ${rootOnHost ? 'bh-grave' : ''} ${certain ? '' : 'bh-unsure'}`}
          data-danger={kind}
          {...(certain ? {} : { 'data-unknown': '' })}
          title={facts.join('; ')}
        >
          {certain ? words : `${words}?`}
        </span>
      ))}
    </span>
  );
}
