import { type ReactNode, useEffect, useState } from 'react';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { planEffects } from '../../../core/plan/plan-sentences.ts';
import { noteText } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import { workStore } from '../../state/page-stores.ts';
import { previewedPlan } from '../../state/session/use-plan.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { Tip } from '../../ui/tip.tsx';
import { type DeltaLines, DeltaList, deltaLines } from './delta-list.tsx';

interface PreviewButtonProps {
  readonly operations: readonly Operation[];
  /** Shown above the connections that change. */
  readonly note?: string;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly fix?: number;
  readonly look?: 'plain' | 'quiet' | 'primary' | 'danger';
  readonly onApply: () => void;
}

function hasChanges({ opened, closed }: DeltaLines): boolean {
  return opened.length + closed.length > 0;
}

/** The effects of `up` after the change: recreated containers, losses, and a failure half-way. */
function UpText({ preview }: { readonly preview: Preview }) {
  const plan = previewedPlan(workStore.getState(), preview);
  if (plan === null) return null;
  return planEffects(plan)
    .slice(0, 4)
    .map((text) => (
      <p key={text} className={plan.exit === 0 ? 'bh-dim' : 'bh-err'} data-up={plan.exit}>
        <CodeText text={text} />
      </p>
    ));
}

function PreviewText({ result }: { readonly result: Result<Preview> }) {
  if (!result.ok) return <p>{result.error.message}</p>;
  const { delta, across, needsBroken, findingsGained, notes } = result.value;
  return (
    <>
      <DeltaList delta={delta} most={6} />
      {across !== null && hasChanges(deltaLines(across)) && (
        <>
          <p className="bh-dim">Across stacks:</p>
          <DeltaList delta={across} most={6} />
        </>
      )}
      {needsBroken.length > 0 && (
        <p className="bh-err">
          Breaks a need:{' '}
          {needsBroken
            .slice(0, 4)
            .map(({ from, to }) => `${from} → ${to}`)
            .join(', ')}
        </p>
      )}
      {notes
        .slice(0, 4)
        .map(noteText)
        .map(({ tone, text }) => (
          <p key={text} className={tone === 'breaks' ? 'bh-err' : 'bh-dim'}>
            {text}
          </p>
        ))}
      {findingsGained.length > 0 && (
        <p className="bh-err">
          New:{' '}
          {findingsGained
            .slice(0, 3)
            .map(({ message }) => message)
            .join(' ')}
        </p>
      )}
      <UpText preview={result.value} />
    </>
  );
}

interface PreviewNoteProps {
  readonly operations: readonly Operation[];
  readonly note: string | undefined;
}

/** The content of the preview, computed when it is shown; in a large project it follows some frames later. */
function PreviewNote({ operations, note }: PreviewNoteProps) {
  const [result, setResult] = useState<Result<Preview> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked about when it was shown.
  useEffect(() => {
    const call = new AbortController();
    void workStore.previewInTasks(operations, call.signal).then((made) => {
      if (made !== null && !call.signal.aborted) setResult(made);
    });
    return () => call.abort();
  }, []);
  return (
    <div className="bh-preview">
      {note !== undefined && <p className="bh-dim">{note}</p>}
      {result === null ? <p>Computing the effect …</p> : <PreviewText result={result} />}
    </div>
  );
}

/** A button with a preview, on hover and focus, of the connections that it opens and closes. */
export function PreviewButton({
  operations,
  note,
  children,
  icon,
  fix,
  look = 'plain',
  onApply,
}: PreviewButtonProps) {
  return (
    <Tip delay={0} content={<PreviewNote operations={operations} note={note} />}>
      <Button
        small
        className="bh-preview-button bh-clip"
        look={look}
        icon={icon}
        {...(fix === undefined ? {} : { 'data-fix': fix })}
        onClick={(event) => {
          event.stopPropagation();
          onApply();
        }}
      >
        {children}
      </Button>
    </Tip>
  );
}
