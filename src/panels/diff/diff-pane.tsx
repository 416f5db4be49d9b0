import { useState } from 'react';
import type { Session } from '../../core/session/session.ts';
import { useCompared, useSession } from '../../state/use-store.ts';
import { ChangesView, type TextDiffView } from './changes-view.tsx';
import { DiffToolbar } from './diff-toolbar.tsx';
import { useChanges } from './use-changes.ts';
import { useVersionDrop } from './use-version-drop.ts';

function Comparison({ session, TextDiff }: { readonly session: Session; readonly TextDiff: TextDiffView }) {
  const { version } = useCompared();
  const [wanted, setWanted] = useState<string | null>(null);
  const drop = useVersionDrop(session);
  const changes = useChanges(session, version);
  const { files } = changes;
  const file = files.find((name) => name === wanted) ?? files[0];
  return (
    <section
      className={drop.over ? 'bh-diff bh-diff-over' : 'bh-diff'}
      aria-label="Changes"
      onDragOver={drop.onDragOver}
      onDragLeave={drop.onDragLeave}
      onDrop={drop.onDrop}
    >
      <DiffToolbar session={session} files={files} file={file ?? null} onFile={setWanted} />
      {file === undefined ? (
        <p className="bh-pane-empty">
          {version === null
            ? 'Nothing changed since the file was opened: what you download is that file, byte for byte.'
            : `No difference to ${version.name}, byte for byte.`}
        </p>
      ) : (
        <ChangesView changes={changes} file={file} TextDiff={TextDiff} />
      )}
    </section>
  );
}

/** What changed since the files were opened, or against another version: the text, who reaches whom, the findings. */
export function DiffPane({ TextDiff }: { readonly TextDiff: TextDiffView }) {
  const session = useSession((state) => state.session);
  if (session === null) {
    return <p className="bh-pane-empty">Nothing changed: no file is open yet.</p>;
  }
  return <Comparison session={session} TextDiff={TextDiff} />;
}
