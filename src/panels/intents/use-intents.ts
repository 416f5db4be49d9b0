import { useMemo } from 'react';
import type { IntentCheck } from '../../core/analysis/intents/intent.ts';
import { heldParts } from '../../state/late-parts.ts';
import { usePicture } from '../../state/use-picture.ts';

const none: readonly IntentCheck[] = [];

/** How every intent of the open files fares now; none while the text cannot be read, or before the rules are there. */
export function useIntents(): readonly IntentCheck[] {
  const { analysis, workspace } = usePicture();
  return useMemo(
    () => (workspace === null ? none : (heldParts()?.checkIntents({ ...analysis, workspace }) ?? none)),
    [analysis, workspace],
  );
}
