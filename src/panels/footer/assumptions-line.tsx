import { assumptions } from '../../state/assumptions.ts';
import { templateFile } from '../../state/template.ts';
import { uiStore } from '../../state/ui-store.ts';
import { usePicture } from '../../state/use-picture.ts';
import { useSession } from '../../state/use-store.ts';

/** What the picture assumes, in one line that is always there; the whole of it is in the inspector. */
export function AssumptionsLine() {
  const { analysis } = usePicture();
  const options = useSession((state) => state.options);
  const file = useSession((state) => state.session?.document.file ?? templateFile);

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
      {assumptions(file, analysis.topology, options).map(({ id, label, value, notable }) => (
        <span key={id} className={notable ? 'assumption notable' : 'assumption'}>
          {label.toLowerCase()} <strong>{value}</strong>
        </span>
      ))}
    </button>
  );
}
