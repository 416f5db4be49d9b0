import './intents.css';
import { readIntents } from '../../core/analysis/intents/read-intents.ts';
import { useProject } from '../../state/session/use-project.ts';
import { BrokenRow } from './broken-row.tsx';
import { IntentForm } from './intent-form.tsx';
import { IntentRow } from './intent-row.tsx';
import { useIntents } from './use-intents.ts';

/** What must hold, whatever else changes: every intent of the file with how it fares now, and a form for another. */
export function IntentsPane() {
  const checks = useIntents();
  const { workspace } = useProject();
  const broken = workspace === null ? [] : readIntents(workspace).broken;
  return (
    <div className="intents-pane">
      <IntentForm />
      {workspace === null && <p className="dim">The file cannot be read at the moment.</p>}
      {workspace !== null && checks.length + broken.length === 0 && (
        <p className="dim">
          Nothing is pinned yet. An intent says what must hold, such as “front must never reach db”. It is
          kept in the file under x-bulkhead and checked at each change, here and by bulkhead check.
        </p>
      )}
      <ul className="intent-list">
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
