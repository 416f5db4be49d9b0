import { type ComponentType, Suspense, useMemo, useState } from 'react';
import { diffConnectivity } from '../../core/analysis/diff-connectivity.ts';
import { diffFindings } from '../../core/analysis/diff-findings.ts';
import type { Session } from '../../core/session/session.ts';
import { comparedPicture } from '../../state/compared-picture.ts';
import { usePicture } from '../../state/use-picture.ts';
import { useCompared, useSession } from '../../state/use-store.ts';
import { DeltaList } from '../shared/delta-list.tsx';
import { DiffToolbar } from './diff-toolbar.tsx';
import { FindingsDelta } from './findings-delta.tsx';
import { useVersionDrop } from './use-version-drop.ts';

/** Draws what changed between two texts; the shell hands it in, loaded when it is needed. */
export type TextDiffView = ComponentType<{
  readonly before: string;
  readonly after: string;
  readonly layout: 'unified' | 'split';
}>;

function differing(now: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...now.keys(), ...before.keys()]);
  return [...names].filter((file) => now.get(file) !== before.get(file));
}

function Changes({ session, TextDiff }: { readonly session: Session; readonly TextDiff: TextDiffView }) {
  const options = useSession((state) => state.options);
  const { version, layout } = useCompared();
  const { analysis, stale } = usePicture();
  const [wanted, setWanted] = useState<string | null>(null);
  const drop = useVersionDrop(session);
  const before = useMemo(() => comparedPicture(session, version, options), [session, version, options]);
  const delta = useMemo(() => diffConnectivity(before.analysis.reach, analysis.reach), [before, analysis]);
  const findings = useMemo(
    () => diffFindings(before.analysis.findings, analysis.findings),
    [before, analysis],
  );
  const now = session.workspace.input.texts;
  const then = before.workspace.input.texts;
  const files = differing(now, then);
  const file = files.find((name) => name === wanted) ?? files[0];
  const unknown = stale || before.workspace.stale;
  return (
    <section
      className={drop.over ? 'diff diff-over' : 'diff'}
      aria-label="Changes"
      onDragOver={drop.onDragOver}
      onDragLeave={drop.onDragLeave}
      onDrop={drop.onDrop}
    >
      <DiffToolbar session={session} files={files} file={file ?? null} onFile={setWanted} />
      {file === undefined ? (
        <p className="pane-empty">
          {version === null
            ? 'Nothing changed since the file was opened: what you download is that file, byte for byte.'
            : `No difference to ${version.name}, byte for byte.`}
        </p>
      ) : (
        <div className="diff-body">
          <Suspense fallback={<p className="pane-empty">…</p>}>
            <TextDiff before={then.get(file) ?? ''} after={now.get(file) ?? ''} layout={layout} />
          </Suspense>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard. */}
          <section className="diff-reach" aria-label="What it means" tabIndex={0}>
            <h3 className="heading">Connections</h3>
            {unknown ? (
              <p className="dim">Unknown while one of the versions cannot be read.</p>
            ) : (
              <>
                <DeltaList delta={delta} most={200} />
                <h3 className="heading">Findings</h3>
                <FindingsDelta gained={findings.gained} gone={findings.gone} />
              </>
            )}
          </section>
        </div>
      )}
    </section>
  );
}

/** What changed since the files were opened, or against another version: the text, who reaches whom, the findings. */
export function DiffPane({ TextDiff }: { readonly TextDiff: TextDiffView }) {
  const session = useSession((state) => state.session);
  if (session === null) {
    return <p className="pane-empty">Nothing changed: no file is open yet.</p>;
  }
  return <Changes session={session} TextDiff={TextDiff} />;
}
