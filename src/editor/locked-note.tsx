import { Lock } from 'lucide-react';
import { documentOf } from '../core/session/session-files.ts';
import { sessionStore } from '../state/page-stores.ts';
import { useSession, useUi } from '../state/use-store.ts';
import { Button } from '../ui/button.tsx';

/** Shows why nothing can be typed into a file with a padlock, and how to change that. */
export function LockedNote() {
  const session = useSession((state) => state.session);
  const shown = useUi((state) => state.file);
  if (session === null) return null;
  const { file } = documentOf(session, shown);
  const { writing, readOnly } = session;
  if (readOnly !== undefined) {
    return (
      <div className="bh-locked-note" role="status">
        <Lock size={13} aria-hidden="true" />
        <span>Only read here. {readOnly}.</span>
      </div>
    );
  }
  if (!writing.locked.has(file)) return null;

  function unlock() {
    const locked = new Set(writing.locked);
    locked.delete(file);
    sessionStore.getState().dispatch({ type: 'write-to', writing: { ...writing, locked } });
  }

  return (
    <div className="bh-locked-note" role="status">
      <Lock size={13} aria-hidden="true" />
      <span>{file} is locked under Files, so its text is only read.</span>
      <Button className="bh-button-small" onClick={unlock}>
        Unlock
      </Button>
    </div>
  );
}
