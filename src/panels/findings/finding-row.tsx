import { Wrench } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Finding, Fix } from '../../core/analysis/findings/finding.ts';
import { fingerprint } from '../../core/analysis/findings/fingerprint.ts';
import type { Service } from '../../core/compose/topology.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import { sessionStore, uiStore } from '../../state/page-stores.ts';
import { subjectSelected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { LineLink } from '../shared/line-link.tsx';
import { RefusedNote } from '../shared/refused-note.tsx';
import { FixButton, useFix } from './fix-button.tsx';
import type { FindingGroup } from './group-findings.ts';
import { SeverityIcon } from './severity-icon.tsx';

/** The services that a finding is about; of a network those that are on it. */
function servicesOf({ subjects }: Finding): readonly string[] {
  const topology = sessionStore.getState().analysis?.topology;
  return subjects.flatMap((subject) => {
    const item = subjectSelected(subject);
    if (item.type !== 'network') return [subject];
    const on = (service: Service) => service.attachments.some(({ network }) => network === item.name);
    return [...(topology?.services.values() ?? [])].filter(on).map(({ name }) => name);
  });
}

/**
 * Shows a finding everywhere: its path is drawn over the picture, or its subjects are pointed at, and its lines are marked in the
 * text. Nothing is selected: what is deleted is chosen by hand.
 */
export function showFinding(finding: Finding): void {
  const ui = uiStore.getState();
  const { rule, subjects, path, at } = finding;
  if (path.length > 0) ui.showOverlay({ kind: 'finding', rule, fingerprint: fingerprint(finding) });
  // The path of another finding would be taken for this one's.
  else if (ui.overlay?.kind === 'finding') ui.showOverlay(null);
  const [culprit] = subjects;
  if (culprit !== undefined) ui.reveal(subjectSelected(culprit));
  if (path.length === 0) ui.highlight(servicesOf(finding));
  // Read here, so that a row is not drawn anew by every edit.
  const workspace = sessionStore.getState().session?.workspace;
  if (workspace === undefined || workspace.stale) return;
  const { line, file } = placeOf(workspace, at);
  ui.markLine(line, file);
}

/** Whether it is the one whose path is drawn over the picture. */
function isDrawn(
  finding: Finding,
  { rule, fingerprint: print }: { rule: string; fingerprint: string },
): boolean {
  return finding.rule === rule && fingerprint(finding) === print;
}

interface FindingRowProps {
  readonly finding: Finding;
  /** The fixes that hold; null while they are not judged. */
  readonly fixes: readonly Fix[] | null;
  readonly standing: FindingGroup['id'];
  readonly selected: boolean;
  readonly stale: boolean;
  /** Shows the page of its rule. */
  readonly onRule: (finding: Finding) => void;
  /** Has the fixes judged; null where that is done unasked. */
  readonly onFixes: (() => void) | null;
  /** More about it, below its words. */
  readonly children?: ReactNode;
}

/** One finding: what is wrong, where, why, and the fixes with what each opens and closes. */
export function FindingRow({
  finding,
  fixes,
  standing,
  selected,
  stale,
  onRule,
  onFixes,
  children,
}: FindingRowProps) {
  const [why, setWhy] = useState(false);
  const { refused, make } = useFix();
  const drawn = useUi(({ overlay }) => overlay?.kind === 'finding' && isDrawn(finding, overlay));
  const { rule, severity, subjects, message, certainty, path, profiles, suppressed } = finding;

  function makeFix(fix: Fix) {
    // A path that is mended is no longer drawn.
    if (make(fix) && drawn) uiStore.getState().showOverlay(null);
  }

  return (
    <li
      className={selected ? 'bh-finding bh-finding-selected' : 'bh-finding'}
      data-rule={rule}
      data-subjects={subjects.join(' ')}
      aria-current={drawn || undefined}
    >
      <SeverityIcon severity={severity} />
      <div className="bh-finding-text">
        <button type="button" className="bh-finding-message" onClick={() => showFinding(finding)}>
          {message}
        </button>
        <p className="bh-finding-place">
          <button
            type="button"
            className="bh-link"
            aria-haspopup="dialog"
            title={`What ${rule} looks for, with examples`}
            onClick={() => onRule(finding)}
          >
            <span className="bh-mono">{rule}</span> {finding.slug}
          </button>
          {certainty === 'inferred' && (
            <span title="Rests on a guess, such as what an image is for"> · inferred</span>
          )}
          {profiles.length > 0 &&
            ` · ${standing === 'inactive' ? 'inactive profile' : 'profile'} ${profiles.join(', ')}`}
          {' · '}
          <LineLink path={finding.at} />
          <button type="button" className="bh-link" aria-expanded={why} onClick={() => setWhy(!why)}>
            {why ? 'Less' : 'Why'}
          </button>
        </p>
        {suppressed !== null && (
          <p className="bh-finding-place">
            suppressed ({suppressed.by}){suppressed.reason !== '' && `: ${suppressed.reason}`}
          </p>
        )}
        {why && (
          <div className="bh-finding-why">
            <p>{finding.why}</p>
            {path.length > 0 && (
              <ol>
                {path.map(({ from, to, network, at }) => (
                  <li key={`${from} ${to} ${network}`}>
                    {from} → {to} {network === null ? '' : `on ${network}`} <LineLink path={at} />
                  </li>
                ))}
              </ol>
            )}
          </div>
        )}
        {children}
        <RefusedNote reason={refused} />
      </div>
      {finding.fixes.length > 0 && !stale && (fixes !== null || onFixes !== null) && (
        <div className="bh-finding-fixes">
          {fixes === null && onFixes !== null && (
            <Button className="bh-button-small" look="quiet" onClick={onFixes}>
              Look for fixes
            </Button>
          )}
          {fixes?.length === 0 && onFixes !== null && (
            <span className="bh-dim">No fix leaves less to mend.</span>
          )}
          {fixes?.map((fix, at) => (
            <FixButton
              key={fix.title}
              fix={fix}
              at={at}
              icon={fix.safe ? <Wrench size={12} aria-hidden="true" /> : undefined}
              onMake={makeFix}
            />
          ))}
        </div>
      )}
    </li>
  );
}
