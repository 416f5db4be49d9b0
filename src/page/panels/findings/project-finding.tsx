import { Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding, Fix } from '../../../core/findings/finding.ts';
import { fingerprint } from '../../../core/findings/fingerprint.ts';
import { stopsText } from '../../../core/findings/fix-text.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useUi } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { LineLink } from '../shared/line-link.tsx';
import { FindingRow } from './finding-row.tsx';
import { FixButton, useFix } from './fix-button.tsx';
import type { FindingGroup } from './group-findings.ts';
import { showFinding } from './show-finding.ts';

/** True for the finding whose path is drawn over the picture. */
function isDrawn(
  finding: Finding,
  { rule, fingerprint: print }: { rule: string; fingerprint: string },
): boolean {
  return finding.rule === rule && fingerprint(finding) === print;
}

interface ProjectFindingProps {
  readonly finding: Finding;
  /** The valid fixes; null until they are tried. */
  readonly fixes: readonly Fix[] | null;
  readonly standing: FindingGroup['id'];
  readonly extent: 'full' | 'row';
  readonly selected: boolean;
  readonly stale: boolean;
  readonly onRule: (finding: Finding) => void;
  /** Requests a trial of the fixes; null where it happens without a request. */
  readonly onFixes: (() => void) | null;
  readonly children?: ReactNode;
}

/** A finding of the drawn project, with links to its lines and fixes with a preview. */
export function ProjectFinding(props: ProjectFindingProps) {
  const { finding, fixes, standing, extent, selected, stale, onRule, onFixes, children } = props;
  const { refused, make } = useFix();
  const drawn = useUi(({ overlay }) => overlay?.kind === 'finding' && isDrawn(finding, overlay));

  function makeFix(fix: Fix) {
    // A path that is mended is no longer drawn.
    if (make(fix) && drawn) uiStore.getState().showOverlay(null);
  }

  return (
    <FindingRow
      finding={finding}
      standing={standing}
      extent={extent}
      selected={selected}
      drawn={drawn}
      placeAt={(path) => <LineLink path={path} />}
      onShow={() => showFinding(finding)}
      onRule={onRule}
      fixes={
        finding.fixes.length > 0 &&
        !stale &&
        (fixes !== null || onFixes !== null) && (
          <>
            {fixes === null && onFixes !== null && (
              <Button small look="quiet" onClick={onFixes}>
                Look for fixes
              </Button>
            )}
            {fixes?.length === 0 && onFixes !== null && (
              <span className="bh-dim">No fix would reduce the findings.</span>
            )}
            {fixes?.map((fix, at) => (
              <div key={fix.title} className={fix.stops === undefined ? undefined : 'bh-fix-stops'}>
                <FixButton
                  fix={fix}
                  at={at}
                  icon={fix.safe ? <Wrench size={12} aria-hidden="true" /> : undefined}
                  onMake={makeFix}
                />
                {fix.stops !== undefined && <p className="bh-note">Then {stopsText(fix)}.</p>}
              </div>
            ))}
          </>
        )
      }
    >
      {children}
      <RefusedNote reason={refused} />
    </FindingRow>
  );
}
