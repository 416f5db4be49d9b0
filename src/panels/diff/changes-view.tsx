import { type ComponentType, Suspense } from 'react';
import { useCompared } from '../../state/use-store.ts';
import { DeltaList } from '../shared/delta-list.tsx';
import { FindingsDelta } from './findings-delta.tsx';
import type { Changes } from './use-changes.ts';

/** Draws what changed between two texts; the shell passes it in, loaded when it is needed. */
export type TextDiffView = ComponentType<{
  readonly before: string;
  readonly after: string;
  readonly layout: 'unified' | 'split';
}>;

interface ChangesViewProps {
  readonly changes: Changes;
  /** Which of the files that differ is shown. */
  readonly file: string;
  readonly TextDiff: TextDiffView;
}

const untold = {
  unreadable: 'Unknown while one of the versions cannot be read.',
  pending: 'Working out what changed …',
} as const;

/** The lines of a file that changed, and what all changes mean: who reaches whom, and the findings. */
export function ChangesView({ changes, file, TextDiff }: ChangesViewProps) {
  const { layout } = useCompared();
  const { before, after, meaning } = changes;
  return (
    <div className="bh-diff-body">
      <Suspense fallback={<p className="bh-pane-empty">…</p>}>
        <TextDiff before={before.get(file) ?? ''} after={after.get(file) ?? ''} layout={layout} />
      </Suspense>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard. */}
      <section className="bh-diff-reach" aria-label="What it means" tabIndex={0}>
        <h3 className="bh-heading">Connections</h3>
        {typeof meaning === 'string' ? (
          <p className="bh-dim">{untold[meaning]}</p>
        ) : (
          <>
            <DeltaList delta={meaning.delta} most={200} />
            <h3 className="bh-heading">Findings</h3>
            <FindingsDelta gained={meaning.findings.gained} gone={meaning.findings.gone} />
          </>
        )}
      </section>
    </div>
  );
}
