import { LoaderCircle } from 'lucide-react';
import { useSession } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';

/** While a large file is being read: which, and the way to stop it. What is open can be used meanwhile. */
export function ReadingNote() {
  const reading = useSession((state) => state.reading);
  if (reading === null) return null;
  return (
    <div className="bh-banner bh-banner-info" role="status" data-reading="">
      <LoaderCircle size={16} aria-hidden="true" />
      <p>
        Reading <strong>{reading.file}</strong>, which is large. The picture stays as it is until then.
      </p>
      <Button className="bh-button-small" onClick={() => reading.cancel()}>
        Cancel
      </Button>
    </div>
  );
}
