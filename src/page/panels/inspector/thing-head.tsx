import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import type { Applying, Edit } from '../shared/apply.tsx';
import { RenameField, type RenameFieldProps } from './rename-field.tsx';

interface ThingHeadProps extends RenameFieldProps {
  /** The description of the service or network, in one line. */
  readonly about: ReactNode;
  /** The accessible name of the remove button. */
  readonly removeLabel: string;
  readonly remove: Edit;
  /** Applies the removal; a refusal is shown below the head. */
  readonly applying: Applying;
}

/** The head of the inspector of a service or a network, with a field to rename it and a button to remove it. */
export function ThingHead({ about, removeLabel, remove, applying, ...rename }: ThingHeadProps) {
  const { refused, apply } = applying;
  return (
    <header className="bh-inspector-head">
      <div className="bh-inspector-title bh-flex bh-gap-1">
        <RenameField {...rename} />
        <IconButton
          label={removeLabel}
          icon={<Trash2 size={15} />}
          disabled={rename.disabled}
          onClick={() => {
            if (apply([remove.operation], remove.label)) uiStore.getState().select([]);
          }}
        />
      </div>
      <p className="bh-inspector-sub">{about}</p>
      <RefusedNote reason={refused} />
    </header>
  );
}
