import { Wrench } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ruleAddress } from '../../../core/export/docs-address.ts';
import type { Finding, Fix } from '../../../core/findings/finding.ts';
import { fingerprint } from '../../../core/findings/fingerprint.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useUi } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { RefusedNote } from '../shared/apply.tsx';
import { DocsLink } from '../shared/docs-link.tsx';
import { LineLink } from '../shared/line-link.tsx';
import { FindingMessage, WhyButton } from './finding-section.tsx';
import { FixButton, useFix } from './fix-button.tsx';
import type { FindingGroup } from './group-findings.ts';
import { SeverityIcon } from './severity.tsx';
import { showFinding } from './show-finding.ts';

/** Whether it is the one whose path is drawn over the picture. */
function isDrawn(
  finding: Finding,
  { rule, fingerprint: print }: { rule: string; fingerprint: string },
): boolean {
  return finding.rule === rule && fingerprint(finding) === print;
}

interface FindingRowProps {
  readonly finding: Finding;
  /** The fixes that hold; null while they are not tried. */
  readonly fixes: readonly Fix[] | null;
  readonly standing: FindingGroup['id'];
  readonly selected: boolean;
  readonly stale: boolean;
  /** Shows the page of its rule. */
  readonly onRule: (finding: Finding) => void;
  /** Has the fixes tried; null where that is done unasked. */
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
        <FindingMessage message={message} onShow={() => showFinding(finding)} />
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
          <WhyButton open={why} onToggle={() => setWhy(!why)} />
        </p>
        {suppressed !== null && (
          <p className="bh-finding-place">
            suppressed ({suppressed.by}){suppressed.reason !== '' && `: ${suppressed.reason}`}
          </p>
        )}
        {why && (
          <div className="bh-finding-why">
            <p>
              {finding.why}{' '}
              <DocsLink to={(docs) => ruleAddress(docs, { id: rule, slug: finding.slug })} title={rule}>
                Read on
              </DocsLink>
            </p>
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
