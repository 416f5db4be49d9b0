import { useMemo } from 'react';
import { openWorkspace } from '../../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { diffFindings, type FindingsDiff } from '../../../core/findings/diff-findings.ts';
import { type ConnectivityDiff, diffConnectivity } from '../../../core/reach/diff/diff-connectivity.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { type Analysis, analyze } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { useProject } from '../../state/session/use-project.ts';
import type { OtherVersion } from '../../state/ui/compared-store.ts';
import { useSession } from '../../state/use-store.ts';

/** How the open files differ from another version of them. */
export interface Changes {
  readonly files: readonly string[];
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** `unreadable` while one of the versions is; `pending` while the last change of a large project is worked out. */
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

/** The changes since the files were opened (`version` null), or against another version of one of them. */
export function useChanges(session: Session, version: OtherVersion | null): Changes {
  const options = useSession((state) => state.options);
  const { analysis, stale } = useProject();
  const before = useMemo(() => comparedProject(session, version, options), [session, version, options]);
  const analyzing = useSession((state) => state.analyzing);
  const unreadable = stale || before.workspace.stale;
  const meaning = useMemo(() => {
    if (unreadable) return 'unreadable';
    if (analyzing) return 'pending';
    return {
      delta: diffConnectivity(before.analysis.reach, analysis.reach),
      findings: diffFindings(before.analysis.findings, analysis.findings),
    };
  }, [unreadable, analyzing, before, analysis]);
  const after = session.workspace.input.texts;
  const { texts } = before.workspace.input;
  return { files: differing(after, texts), before: texts, after, meaning };
}

/** The changes of a stack of a host since it was opened; `analysis` is that of the stack as it is now, null while there is none. */
export function useStackChanges(session: Session, analysis: Analysis | null): Changes {
  const { workspace, opened } = session;
  const meaning = useMemo((): Changes['meaning'] => {
    if (workspace.stale || opened.stale) return 'unreadable';
    if (analysis === null || analysis.topology !== workspace.topology) return 'pending';
    const before = comparedProject(session, null, analysis.reach.options).analysis;
    return {
      delta: diffConnectivity(before.reach, analysis.reach),
      findings: diffFindings(before.findings, analysis.findings),
    };
  }, [workspace, opened, session, analysis]);
  const before = opened.input.texts;
  const after = workspace.input.texts;
  return { files: differing(after, before), before, after, meaning };
}

interface ComparedProject {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

/** The comparison project for another version, by that version and by the project that it belongs to. */
const versions = new WeakMap<OtherVersion, { readonly opened: Workspace; readonly workspace: Workspace }>();
/** The last analysis of each comparison: a view of the changes asks for it after every edit. */
const analyses = new WeakMap<Workspace, Analysis>();

function withVersion(opened: Workspace, version: OtherVersion): Workspace {
  const known = versions.get(version);
  if (known?.opened === opened) return known.workspace;
  const texts = new Map([...opened.input.texts, [version.file, version.text]]);
  const workspace = openWorkspace({ ...opened.input, texts });
  versions.set(version, { opened, workspace });
  return workspace;
}

/** What the open files are compared with: as they were opened, or with another version in the place of one of them. */
function comparedProject(
  { opened }: Session,
  version: OtherVersion | null,
  options: ReachOptions,
): ComparedProject {
  const workspace = version === null ? opened : withVersion(opened, version);
  const known = analyses.get(workspace);
  if (known?.reach.options === options) return { workspace, analysis: known };
  const analysis = analyze(workspace, options);
  analyses.set(workspace, analysis);
  return { workspace, analysis };
}
