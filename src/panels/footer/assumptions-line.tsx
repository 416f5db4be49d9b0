import { assumedOf, assumptions } from '../../core/analysis/assumed.ts';
import { useWorkspace } from '../../state/session/use-project.ts';
import { useSession } from '../../state/use-store.ts';
import { AssumesButton } from './assumes-button.tsx';

// The assumptions that change a prediction most are always named; the others only where they are unusual.
const always: ReadonlySet<string> = new Set(['engine', 'project']);

/** What the picture assumes, in one line that is always there: what is unusual. The whole of it is one press away. */
export function AssumptionsLine() {
  const workspace = useWorkspace();
  const nameFrom = useSession((state) => state.nameFrom);
  const options = useSession((state) => state.options);
  const all = assumptions(assumedOf(workspace, options, nameFrom), options);
  const shown = all.filter(({ id, notable }) => notable || always.has(id));

  return (
    <AssumesButton>
      {shown.map(({ id, label, value, notable }) => (
        <span key={id} className={notable ? 'bh-assumption bh-notable' : 'bh-assumption'}>
          {label.toLowerCase()} <strong>{value}</strong>
        </span>
      ))}
      <span className="bh-assumption">{all.length - shown.length} more as usual</span>
    </AssumesButton>
  );
}
