import { rules } from '../../core/analysis/rules/registry.ts';
import { unseenRules } from '../../state/share/unseen-rules.ts';
import { useSession } from '../../state/use-store.ts';

/** Rules that cannot report anything here, since the link that was opened left out what they read. */
export function UnseenGroup() {
  const left = useSession((state) => state.left);
  if (left === null) return null;
  const unseen = unseenRules(left);
  if (unseen.length === 0) return null;
  return (
    <details>
      <summary className="bh-finding-group">
        Not known <span className="bh-tally">{unseen.length}</span>
      </summary>
      <p className="bh-unseen-note">
        The link left out what these rules read. That they say nothing does not mean that all is well: open
        the original file.
      </p>
      <ul className="bh-unseen">
        {unseen.map(({ rule, keys }) => (
          <li key={rule} data-unseen-rule={rule}>
            <span aria-hidden="true">?</span>
            <span>
              {rules.find(({ id }) => id === rule)?.title} <span className="bh-dim">{rule}</span>
            </span>
            <span className="bh-dim">needs {keys.join(', ')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
