import type { ReactNode } from 'react';
import { pastTense } from '../../../core/describe/past-tense.ts';
import type { Fix } from '../../../core/findings/finding.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useApply } from '../shared/apply.tsx';
import { PreviewButton } from '../shared/preview-button.tsx';

/** Returns a function that applies a fix and announces it, and the reason why the last one was refused. */
export function useFix(): { readonly refused: string | null; readonly make: (fix: Fix) => boolean } {
  const { refused, apply } = useApply();
  function make({ operations, title }: Fix): boolean {
    if (!apply(operations, title)) return false;
    uiStore.getState().toast(`${pastTense(title)}.`, 'success', 'undo');
    return true;
  }
  return { refused, make };
}

interface FixButtonProps {
  readonly fix: Fix;
  /** The number of the fix among those of the finding. */
  readonly at: number;
  readonly icon?: ReactNode;
  readonly onMake: (fix: Fix) => void;
}

/** A button that applies a fix, with a preview of its effect. */
export function FixButton({ fix, at, icon, onMake }: FixButtonProps) {
  return (
    <PreviewButton
      fix={at}
      icon={icon}
      look={fix.stops === undefined ? 'plain' : 'quiet'}
      operations={fix.operations}
      note={fix.safe ? 'Safe: opens nothing and cuts no known need.' : 'Changes behaviour: check its effect.'}
      onApply={() => onMake(fix)}
    >
      {fix.title}
    </PreviewButton>
  );
}
