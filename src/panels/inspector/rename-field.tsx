import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Selected } from '../../state/selection.ts';
import { uiStore } from '../../state/ui-store.ts';
import { CommitField } from '../../ui/commit-field.tsx';
import { applyOperations } from '../shared/apply-operations.ts';

interface RenameFieldProps {
  readonly label: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly operation: (to: string) => Operation;
  readonly selected: (to: string) => Selected;
}

/** The name as a field: a new one renames every reference with it, and stays selected. */
export function RenameField({ label, name, disabled, operation, selected }: RenameFieldProps) {
  return (
    <CommitField
      className="rename"
      label={label}
      hideLabel
      value={name}
      disabled={disabled}
      onCommit={(text) => {
        const to = text.trim();
        if (to === '') return 'A name is needed.';
        const refused = applyOperations([operation(to)], `Rename ${name} to ${to}`);
        if (refused === null) uiStore.getState().select([selected(to)]);
        return refused;
      }}
    />
  );
}
