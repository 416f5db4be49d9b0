import { structuredPatch } from 'diff';
import { useMemo } from 'react';
import { diffConnectivity } from '../../core/analysis/diff-connectivity.ts';
import type { Session } from '../../core/session/session.ts';
import { openedPicture } from '../../state/opened-picture.ts';
import { usePicture } from '../../state/use-picture.ts';
import { useSession } from '../../state/use-store.ts';
import { DeltaList } from '../shared/delta-list.tsx';

const signClass = new Map([
  ['+', 'diff-added'],
  ['-', 'diff-removed'],
]);

function TextDiff({ session }: { readonly session: Session }) {
  const { file, text } = session.document;
  const patch = useMemo(
    () => structuredPatch(file, file, session.opened, text, 'opened', 'now', { context: 3 }),
    [file, session.opened, text],
  );
  return (
    <pre className="diff-text">
      {patch.hunks.map((hunk) => (
        <div key={`${hunk.oldStart} ${hunk.newStart}`}>
          <span className="diff-hunk">
            @@ -{hunk.oldStart},{hunk.oldLines} +{hunk.newStart},{hunk.newLines} @@
          </span>
          {hunk.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a hunk repeat and have no other name.
            <span key={at} className={signClass.get(line.charAt(0)) ?? ''}>
              {line.replace(/\r$/, '')}
            </span>
          ))}
        </div>
      ))}
    </pre>
  );
}

/** What changed since the file was opened: in its text, and in who reaches whom. */
export function DiffPane() {
  const session = useSession((state) => state.session);
  const options = useSession((state) => state.options);
  const { analysis } = usePicture();
  const delta = useMemo(
    () =>
      session === null
        ? null
        : diffConnectivity(openedPicture(session, options).analysis.reach, analysis.reach),
    [session, options, analysis],
  );
  if (session === null || delta === null || session.document.text === session.opened) {
    return (
      <p className="pane-empty">
        Nothing changed since the file was opened: what you download is that file, byte for byte.
      </p>
    );
  }
  return (
    <div className="diff">
      <TextDiff session={session} />
      <section className="diff-reach" aria-label="Connections">
        <h3 className="heading">Connections</h3>
        {session.document.stale ? (
          <p className="dim">Unknown while the file cannot be read.</p>
        ) : (
          <DeltaList delta={delta} most={200} />
        )}
      </section>
    </div>
  );
}
