import { useUi } from '../../state/use-store.ts';

/** Reads aloud what happened. The key makes a sentence that repeats be heard again. */
export function Announcer() {
  const announcement = useUi((state) => state.announcement);
  return (
    <div className="bh-visually-hidden" role="status" aria-live="polite">
      {announcement !== null && <span key={announcement.serial}>{announcement.text}</span>}
    </div>
  );
}
