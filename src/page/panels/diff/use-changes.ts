import { useMemo } from 'react';
import { openWorkspace } from '../../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { diffFindings, type FindingsDiff } from '../../../core/findings/diff-findings.ts';
import { type ConnectivityDiff, diffConnectivity } from '../../../core/reach/diff/diff-connectivity.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { useAnalysis } from '../../state/session/use-plan.ts';
import type { OtherVersion } from '../../state/ui/compared-store.ts';
import { useWork } from '../../state/use-store.ts';
import type { PageStack } from '../../state/work/opened-stacks.ts';

/** The difference between the open files and another version of them. */
export interface Changes {
  readonly files: readonly string[];
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** `unreadable` while one version cannot be read; `pending` while a large project is compared. */
  readonly meaning: ChangesMeaning | 'unreadable' | 'pending';
}

interface ChangesMeaning {
  readonly delta: ConnectivityDiff;
  readonly findings: FindingsDiff;
}

function differing(now: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...now.keys(), ...before.keys()]);
  return [...names].filter((file) => now.get(file) !== before.get(file));
}

/** Returns the changes of an open stack since its files were opened (`version` null), or against another version of one file. */
export function useChanges(stack: PageStack, version: OtherVersion | null): Changes {
  const { workspace, opened } = stack.session;
  const analysis = useAnalysis(stack);
  const analyzing = useWork((state) => state.analyzing && state.shown === stack.key);
  const compared = useMemo(
    () => (version === null ? opened : withVersion(opened, version)),
    [opened, version],
  );
  const meaning = useMemo((): Changes['meaning'] => {
    if (workspace.stale || compared.stale) return 'unreadable';
    if (analyzing || analysis?.topology !== workspace.topology) return 'pending';
    const before = comparedAnalysis(compared, analysis.reach.options);
    return {
      delta: diffConnectivity(before.reach, analysis.reach),
      findings: diffFindings(before.findings, analysis.findings),
    };
  }, [workspace, compared, analyzing, analysis]);
  const [before, after] = [compared.input.texts, workspace.input.texts];
  return { files: differing(after, before), before, after, meaning };
}

/** The project of another version, by that version and by the project it is compared with. */
const versions = new WeakMap<OtherVersion, { readonly opened: Workspace; readonly workspace: Workspace }>();
/** The last analysis of each compared project, since the view of changes asks for it after every edit. */
const analyses = new WeakMap<Workspace, Analysis>();

function withVersion(opened: Workspace, version: OtherVersion): Workspace {
  const known = versions.get(version);
  if (known?.opened === opened) return known.workspace;
  const texts = new Map([...opened.input.texts, [version.file, version.text]]);
  const workspace = openWorkspace({ ...opened.input, texts });
  versions.set(version, { opened, workspace });
  return workspace;
}

function comparedAnalysis(workspace: Workspace, options: ReachOptions): Analysis {
  const known = analyses.get(workspace);
  if (known?.reach.options === options) return known;
  const analysis = analyze(workspace, options);
  analyses.set(workspace, analysis);
  return analysis;
}
