import './intents.css';
import { readIntents } from '../../core/analysis/intents/read-intents.ts';
import { usePicture } from '../../state/use-picture.ts';
import { LineLink } from '../shared/line-link.tsx';
import { IntentForm } from './intent-form.tsx';
import { IntentRow } from './intent-row.tsx';
import { useIntents } from './use-intents.ts';

/** What must hold, whatever else changes: every intent of the file with how it fares now, and a form for another. */
export function IntentsPane() {
  const checks = useIntents();
  const { workspace } = usePicture();
  const reports = workspace === null ? [] : readIntents(workspace).reports;
  return (
    <div className="intents-pane">
      <IntentForm />
      {workspace === null && <p className="dim">The file cannot be read at the moment.</p>}
      {workspace !== null && checks.length === 0 && (
        <p className="dim">
          Nothing is pinned yet. An intent says what must hold, such as “front must never reach db”. It is
          kept in the file under x-bulkhead and checked at each change, here and by bulkhead check.
        </p>
      )}
      <ul className="intent-list">
        {checks.map((check) => (
          <IntentRow key={`${check.intent.text} ${JSON.stringify(check.intent.path)}`} check={check} />
        ))}
        {reports.map(({ message, at }) => (
          <li key={message} className="intent intent-unknown">
            {message} <LineLink path={at} />
          </li>
        ))}
      </ul>
    </div>
  );
}
