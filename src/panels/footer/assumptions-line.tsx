import { assumedOf, assumptions } from '../../core/analysis/assumed.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useWorkspace } from '../../state/session/use-project.ts';
import { useSession } from '../../state/use-store.ts';

/** What the picture assumes, in one line that is always there; the whole of it is in the inspector. */
export function AssumptionsLine() {
  const workspace = useWorkspace();
  const nameFrom = useSession((state) => state.nameFrom);
  const options = useSession((state) => state.options);

  function showAll() {
    uiStore.getState().select([]);
    uiStore.getState().setOpen('inspector', true);
  }

  return (
    <button
      type="button"
      className="assumptions"
      onClick={showAll}
      title="What the picture assumes; press for all of it"
    >
      <span className="assumptions-title">Assumes</span>
      {assumptions(assumedOf(workspace, options, nameFrom), options).map(({ id, label, value, notable }) => (
        <span key={id} className={notable ? 'assumption notable' : 'assumption'}>
          {label.toLowerCase()} <strong>{value}</strong>
        </span>
      ))}
    </button>
  );
}
