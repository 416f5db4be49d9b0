import { useEffect, useMemo, useState } from 'react';
import { overrideNameFor } from '../../../core/compose/discovery/default-names.ts';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Choice, Result } from '../../../core/text/result.ts';
import { type DeltaLines, deltaLines } from '../../panels/shared/delta-list.tsx';
import { workStore } from '../../state/page-stores.ts';
import { resolveChoice } from '../../state/session/resolve-choice.ts';
import { useWork } from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import type { RefusedEdit } from '../../state/work/work-state.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

const most = 8;

function deltaText(word: string, lines: readonly string[]): string {
  const rest = lines.length > most ? ` and ${lines.length - most} more` : '';
  return `${word} ${lines.slice(0, most).join(', ')}${rest}`;
}

/** Returns the connections that a choice would change, within the stack first, then across stacks. */
function linesOf({ delta, across }: Preview): DeltaLines {
  const ownDeltaLines = deltaLines(delta);
  if (across === null) return ownDeltaLines;
  const other = deltaLines(across);
  return {
    opened: [...ownDeltaLines.opened, ...other.opened],
    closed: [...ownDeltaLines.closed, ...other.closed],
  };
}

function ChoiceButton({ refused, choice }: { readonly refused: RefusedEdit; readonly choice: Choice }) {
  const resolved = useMemo(() => resolveChoice(refused, choice), [refused, choice]);
  const [preview, setPreview] = useState<Result<Preview> | null>(null);
  useEffect(() => {
    if (!resolved.ok) return;
    const left = new AbortController();
    void workStore.previewInTasks(resolved.value, left.signal).then(setPreview);
    return () => left.abort();
  }, [resolved]);
  if (!resolved.ok) return null;
  const { opened, closed } = preview?.ok ? linesOf(preview.value) : { opened: [], closed: [] };
  return (
    <button
      type="button"
      className="bh-choice"
      data-choice={choice.operation}
      onClick={() => workStore.operate(resolved.value, refused.label)}
    >
      <strong>{choice.label}</strong>
      {opened.length > 0 && <span className="bh-note">{deltaText('opens', opened)}</span>}
      {closed.length > 0 && <span className="bh-note">{deltaText('closes', closed)}</span>}
      {preview?.ok && opened.length + closed.length === 0 && (
        <span className="bh-note">opens and closes nothing</span>
      )}
      {preview?.ok === false && <span className="bh-note">{preview.error.message}</span>}
    </button>
  );
}

/** A button that offers an override file where no open file can take the change. */
function OverrideButton({ refused }: { readonly refused: RefusedEdit }) {
  const session = useWork(drawnSession);
  if (session === null || refused.refusal.code !== 'several-files') return null;
  const into = overrideNameFor(mainDocument(session.workspace).file);
  return (
    <button
      type="button"
      className="bh-choice"
      data-choice="write-to-override"
      onClick={() => {
        workStore.dispatch({ type: 'write-to', writing: { ...session.writing, into } });
        workStore.operate(refused.operations, refused.label);
      }}
    >
      <strong>Write it to {into}</strong>
      <span className="bh-note">and all later changes; the other files stay as they are</span>
    </button>
  );
}

/** The dialog of a refusal with choices, each with the connections that it opens and closes. */
export function RefusalDialog() {
  const refused = useWork((state) => state.refused);
  if (refused === null) return null;
  const { code, choices } = refused.refusal;
  if (choices.length === 0 && code !== 'several-files') return null;
  const dismiss = () => workStore.dismissRefusal();
  return (
    <Dialog key={refused.refusal.message} title={refused.label} onClose={dismiss}>
      <p className="bh-break">{refused.refusal.message}.</p>
      <div className="bh-grid bh-gap-2">
        <OverrideButton refused={refused} />
        {choices.map((choice) => (
          <ChoiceButton key={choice.operation} refused={refused} choice={choice} />
        ))}
      </div>
      <div className="bh-dialog-actions">
        <Button onClick={dismiss}>Cancel</Button>
      </div>
    </Dialog>
  );
}
