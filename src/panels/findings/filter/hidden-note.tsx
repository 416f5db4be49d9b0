import { findingFilterStore } from '../../../state/page-stores.ts';
import { everyFinding } from '../../../state/ui/finding-filter.ts';
import { Button } from '../../../ui/button.tsx';

/** How many findings the filter keeps back, and the way to see them. Always in its place, so that a change is read aloud. */
export function HiddenNote({ count }: { readonly count: number }) {
  return (
    <span className="bh-finding-hidden">
      <span role="status" className={count > 0 ? 'bh-notable' : undefined}>
        {count > 0 && `${count} hidden by filter`}
      </span>
      {count > 0 && (
        <Button
          look="quiet"
          className="bh-button-small"
          onClick={() => findingFilterStore.setState(everyFinding, true)}
        >
          Show all
        </Button>
      )}
    </span>
  );
}
