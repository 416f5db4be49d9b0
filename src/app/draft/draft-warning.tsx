import { CircleAlert } from 'lucide-react';
import { useDraftStatus } from '../../state/use-store.ts';

/** Shown in the bar as long as changes are not stored. */
export function DraftWarning() {
  const health = useDraftStatus((state) => state.health);
  if (health === 'kept') return null;
  const words = health === 'full' ? 'storage full' : 'storage refused';
  return (
    <span
      className="bh-draft-warning"
      data-drafts={health}
      title="Changes are lost when the page closes: save or download them."
    >
      <CircleAlert size={14} aria-hidden="true" />
      Drafts not kept: {words}
    </span>
  );
}
