import { useMemo } from 'react';
import { checkIntents } from '../../core/analysis/intents/check-intents.ts';
import type { IntentCheck } from '../../core/analysis/intents/intent.ts';
import { useProject } from '../../state/session/use-project.ts';

const none: readonly IntentCheck[] = [];

/** How every intent of the open files fares now; none while the text cannot be read. */
export function useIntents(): readonly IntentCheck[] {
  const { analysis, workspace } = useProject();
  return useMemo(
    () => (workspace === null ? none : checkIntents({ ...analysis, workspace })),
    [analysis, workspace],
  );
}
