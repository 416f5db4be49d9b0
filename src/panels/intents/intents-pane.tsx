import './intents.css';
import { useMemo } from 'react';
import { checkIntents } from '../../core/analysis/intents/check-intents.ts';
import type { IntentCheck } from '../../core/analysis/intents/intent.ts';
import { readIntents } from '../../core/analysis/intents/read-intents.ts';
import { useProject } from '../../state/session/use-project.ts';
import { BrokenRow } from './broken-row.tsx';
import { IntentForm } from './intent-form.tsx';
import { IntentRow } from './intent-row.tsx';

const none: readonly IntentCheck[] = [];

/** How every intent of the open files fares now; none while the text cannot be read. */
function useIntents(): readonly IntentCheck[] {
  const { analysis, workspace } = useProject();
  return useMemo(
    () => (workspace === null ? none : checkIntents({ ...analysis, workspace })),
    [analysis, workspace],
  );
}

/** What must hold, whatever else changes: every intent of the file with how it fares now, and a form for another. */
export function IntentsPane() {
  const checks = useIntents();
  const { workspace } = useProject();
  const broken = workspace === null ? [] : readIntents(workspace).broken;
  return (
    <div className="bh-intents-pane">
      <IntentForm />
      {workspace === null && <p className="bh-dim">The file cannot be read at the moment.</p>}
      {workspace !== null && checks.length + broken.length === 0 && (
        <p className="bh-dim">
          Nothing is pinned yet. An intent says what must hold, such as “front must never reach db”. It is
          kept in the file under x-bulkhead and checked at each change, here and by bulkhead check.
        </p>
      )}
      <ul className="bh-intent-list">
        {checks.map((check) => (
          <IntentRow key={`${check.intent.text} ${JSON.stringify(check.intent.path)}`} check={check} />
        ))}
        {broken.map((each) => (
          <BrokenRow key={JSON.stringify([each.path, each.message])} broken={each} />
        ))}
      </ul>
    </div>
  );
}
