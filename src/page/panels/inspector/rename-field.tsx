import { type KeyboardEvent, type ReactNode, type SubmitEvent, useEffect, useState } from 'react';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { uiStore } from '../../state/page-stores.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { Button } from '../../ui/button.tsx';
import { Field, NameInput } from '../../ui/field.tsx';
import { applyOperations } from '../shared/apply.tsx';

export interface RenameFieldProps {
  readonly label: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly operation: (to: string) => Operation;
  readonly selected: (to: string) => Selected;
  /** Options of the rename. */
  readonly children?: ReactNode;
}

/** The name as a form: Enter or the button renames it everywhere, Escape restores it, and leaving the field does neither. */
export function RenameField({ label, name, disabled, operation, selected, children }: RenameFieldProps) {
  const [draft, setDraft] = useState(name);
  const [wrong, setWrong] = useState<string | null>(null);

  function reset() {
    setDraft(name);
    setWrong(null);
  }

  // The file is the truth: another name there ends the draft.
  useEffect(reset, [name]);

  function rename(event: SubmitEvent) {
    event.preventDefault();
    const to = draft.trim();
    if (to === name) return reset();
    const refused = to === '' ? 'Enter a name.' : applyOperations([operation(to)], `Rename ${name} to ${to}`);
    setWrong(refused);
    if (refused === null) uiStore.getState().select([selected(to)]);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || draft === name) return;
    event.stopPropagation();
    reset();
  }

  return (
    <form className="bh-rename" onSubmit={rename} onKeyDown={onKeyDown}>
      <Field label={label} hideLabel refused={wrong}>
        {(id) => (
          <NameInput
            id={id}
            disabled={disabled}
            value={draft}
            refused={wrong}
            onChange={(event) => setDraft(event.target.value)}
          />
        )}
      </Field>
      {children}
      {draft !== name && (
        <Button type="submit" disabled={disabled}>
          Rename
        </Button>
      )}
    </form>
  );
}
