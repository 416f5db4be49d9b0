import { Wrench } from 'lucide-react';
import { useState } from 'react';
import type { Finding, Fix } from '../../core/analysis/finding.ts';
import { subjectSelected } from '../../state/selection.ts';
import { uiStore } from '../../state/ui-store.ts';
import { LineLink } from '../shared/line-link.tsx';
import { PreviewButton } from '../shared/preview-button.tsx';
import { RefusedNote } from '../shared/refused-note.tsx';
import { useApply } from '../shared/use-apply.ts';
import { SeverityIcon } from './severity-icon.tsx';

function select(finding: Finding) {
  const items = finding.subjects.map(subjectSelected);
  const [culprit] = items;
  if (culprit === undefined) return;
  uiStore.getState().focus(culprit);
  if (items.length > 1) uiStore.getState().select(items);
}

interface FindingRowProps {
  readonly finding: Finding;
  readonly selected: boolean;
  readonly stale: boolean;
}

/** One finding: what is wrong, where, why, and the fixes with what each opens and closes. */
export function FindingRow({ finding, selected, stale }: FindingRowProps) {
  const [why, setWhy] = useState(false);
  const { refused, apply } = useApply();
  const { rule, severity, subjects, message, certainty, path, fixes, profiles } = finding;

  function applyFix(fix: Fix) {
    if (apply(fix.operations, fix.title))
      uiStore.getState().toast(`${fix.title}. Undo takes it back.`, 'success');
  }

  return (
    <li
      className={selected ? 'finding finding-selected' : 'finding'}
      data-rule={rule}
      data-subjects={subjects.join(' ')}
    >
      <SeverityIcon severity={severity} />
      <div className="finding-text">
        <button type="button" className="finding-message" onClick={() => select(finding)}>
          {message}
        </button>
        <p className="finding-place">
          <span className="mono">{rule}</span> {finding.slug}
          {certainty === 'inferred' && (
            <span title="Rests on a guess, such as what an image is for"> · inferred</span>
          )}
          {profiles.length > 0 && ` · profile ${profiles.join(', ')}`} · <LineLink path={finding.at} />
          <button type="button" className="link" aria-expanded={why} onClick={() => setWhy(!why)}>
            {why ? 'Less' : 'Why'}
          </button>
        </p>
        {why && (
          <div className="finding-why">
            <p>{finding.why}</p>
            {path.length > 0 && (
              <ol className="hops">
                {path.map(({ from, to, network, at }) => (
                  <li key={`${from} ${to} ${network}`}>
                    {from} → {to} {network === null ? '' : `on ${network}`} <LineLink path={at} />
                  </li>
                ))}
              </ol>
            )}
          </div>
        )}
        <RefusedNote reason={refused} />
      </div>
      {fixes.length > 0 && !stale && (
        <div className="finding-fixes">
          {fixes.map((fix, at) => (
            <PreviewButton
              key={fix.title}
              fix={at}
              icon={fix.safe ? <Wrench size={12} aria-hidden="true" /> : undefined}
              operations={fix.operations}
              note={
                fix.safe
                  ? 'Safe: opens nothing and cuts no need.'
                  : 'Changes behaviour: look at what it does.'
              }
              onApply={() => applyFix(fix)}
            >
              {fix.title}
            </PreviewButton>
          ))}
        </div>
      )}
    </li>
  );
}
