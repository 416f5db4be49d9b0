import { memo, type ReactNode, useMemo } from 'react';
import type { Finding } from '../../../core/findings/finding.ts';
import { noRules } from '../../../core/findings/rule-book.ts';
import { countingFindings } from '../../../core/findings/standing.ts';
import { isLargeTopology } from '../../state/large/large.ts';
import { uiStore } from '../../state/page-stores.ts';
import { type ShownProject, useDeferredProject } from '../../state/session/use-project.ts';
import { useWork } from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { FindingMessage } from './finding-section.tsx';
import { FixButton, useFix } from './fix-button.tsx';
import { SeverityCounts } from './severity.tsx';
import { showFinding } from './show-finding.ts';
import { useOfferedFixes } from './use-offered-fixes.ts';

/** The number of the worst findings whose fixes are tried, since a line with a button helps more than one without. */
const mostTried = 6;

interface StripProps {
  readonly findings: readonly Finding[];
  readonly onCounts?: () => void;
  /** The worst finding, while the findings are not listed. */
  readonly children: ReactNode;
}

/** The number of findings by severity, and the worst of them, for a project or a host. */
export function Strip({ findings, onCounts, children }: StripProps) {
  if (findings.length === 0) return <p className="bh-strip-findings bh-ok bh-strong">No findings</p>;
  return (
    <div className="bh-strip-findings">
      <SeverityCounts
        findings={findings}
        onShow={() => {
          onCounts?.();
          uiStore.getState().showPane('findings');
        }}
      />
      {children}
    </div>
  );
}

interface WorstFindingProps {
  readonly finding: Finding;
  readonly onShow: () => void;
  /** The button of a fix. */
  readonly children?: ReactNode;
}

/** The message of the worst finding; pressing it shows the finding. */
export function WorstFinding({ finding, onShow, children }: WorstFindingProps) {
  const { rule, subjects, stack, message } = finding;
  return (
    <div
      className="bh-strip-worst bh-row bh-gap-3 bh-grow"
      data-rule={rule}
      data-subjects={subjects.join(' ')}
    >
      <FindingMessage message={message} title={message} onShow={onShow}>
        {typeof stack === 'string' && <b>{stack} · </b>}
      </FindingMessage>
      {children}
    </div>
  );
}

interface WorstProps {
  /** The findings of the worst severity, in their order. */
  readonly findings: readonly [Finding, ...Finding[]];
  readonly project: ShownProject;
}

/** The worst finding with its first valid fix that stops nothing; of equally bad findings, the first that has one. */
function Worst({ findings, project }: WorstProps) {
  const { refused, make } = useFix();
  // In a large project fixes are tried only on demand.
  const large = isLargeTopology(project.analysis.topology);
  const tried = useMemo(() => (large ? [] : findings), [large, findings]);
  const offered = useOfferedFixes(project, tried);
  const fixOf = (each: Finding) => offered.get(each)?.find(({ stops }) => stops === undefined);
  const finding = findings.find((each) => fixOf(each) !== undefined) ?? findings[0];
  const fix = fixOf(finding);
  return (
    <WorstFinding finding={finding} onShow={() => showFinding(finding)}>
      {fix !== undefined && !project.stale && <FixButton fix={fix} at={0} onMake={make} />}
      <RefusedNote reason={refused} />
    </WorstFinding>
  );
}

/** The line of a project's findings that is always visible. */
export const FindingsStrip = memo(function FindingsStrip({ worst }: { readonly worst: boolean }) {
  const project = useDeferredProject();
  const opened = useWork((state) => drawnSession(state) !== null);
  if (!opened || project.analysis.topology.services.size === 0) {
    return <p className="bh-strip-findings bh-dim">Findings appear here once there is a container.</p>;
  }
  if (project.analysis.book === noRules)
    return <p className="bh-strip-findings bh-dim">Looking for findings …</p>;
  return <ProjectStrip project={project} worst={worst} />;
});

interface ProjectStripProps {
  readonly project: ShownProject;
  readonly worst: boolean;
}

/** Renders only for another project, since a deferred value would be requested twice. */
const ProjectStrip = memo(function ProjectStrip({ project, worst }: ProjectStripProps) {
  const { analysis } = project;
  const { findings, reach } = analysis;
  const counted = useMemo(() => countingFindings(findings, reach.options.profiles), [findings, reach]);
  const tried = useMemo((): WorstProps['findings'] | null => {
    const [first, ...others] = counted.filter(({ severity }) => severity === counted[0]?.severity);
    return first === undefined ? null : [first, ...others.slice(0, mostTried - 1)];
  }, [counted]);
  return (
    <Strip findings={counted}>
      {worst && tried !== null && <Worst findings={tried} project={project} />}
    </Strip>
  );
});
