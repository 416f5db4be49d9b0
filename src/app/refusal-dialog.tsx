import type { Choice } from '../core/text/result.ts';
import { deltaLines } from '../panels/shared/delta-lines.ts';
import { resolveChoice } from '../state/resolve-choice.ts';
import type { RefusedEdit } from '../state/session-state.ts';
import { sessionStore } from '../state/session-store.ts';
import { useSession } from '../state/use-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

const most = 8;

function told(word: string, lines: readonly string[]): string {
  const rest = lines.length > most ? ` and ${lines.length - most} more` : '';
  return `${word} ${lines.slice(0, most).join(', ')}${rest}`;
}

function ChoiceButton({ refused, choice }: { readonly refused: RefusedEdit; readonly choice: Choice }) {
  const resolved = resolveChoice(refused, choice);
  if (!resolved.ok) return null;
  const preview = sessionStore.getState().preview(resolved.value);
  const { opened, closed } = preview.ok ? deltaLines(preview.value.delta) : { opened: [], closed: [] };
  return (
    <button
      type="button"
      className="choice"
      data-choice={choice.operation}
      onClick={() => sessionStore.getState().operate(resolved.value, refused.label)}
    >
      <strong>{choice.label}</strong>
      {opened.length > 0 && <span className="choice-delta">{told('opens', opened)}</span>}
      {closed.length > 0 && <span className="choice-delta">{told('closes', closed)}</span>}
      {preview.ok && opened.length + closed.length === 0 && (
        <span className="choice-delta">opens and closes nothing</span>
      )}
      {!preview.ok && <span className="choice-delta">{preview.error.message}</span>}
    </button>
  );
}

/** A refusal that offers choices: none is taken unasked, and each tells what it would open and close. */
export function RefusalDialog() {
  const refused = useSession((state) => state.refused);
  if (refused === null || refused.refusal.choices.length === 0) return null;
  const dismiss = () => sessionStore.getState().dismissRefusal();
  return (
    <Dialog key={refused.refusal.message} title={refused.label} onClose={dismiss}>
      <p className="dialog-text">{refused.refusal.message}.</p>
      <div className="choices">
        {refused.refusal.choices.map((choice) => (
          <ChoiceButton key={choice.operation} refused={refused} choice={choice} />
        ))}
      </div>
      <div className="dialog-actions">
        <Button onClick={dismiss}>Cancel</Button>
      </div>
    </Dialog>
  );
}
