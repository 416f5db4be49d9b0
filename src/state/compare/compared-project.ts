import { type Analysis, analyze } from '../../core/analysis/analyze.ts';
import type { ReachOptions } from '../../core/analysis/reach/reach-model.ts';
import { openWorkspace } from '../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { Session } from '../../core/session/session.ts';
import type { OtherVersion } from './compared-store.ts';

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
export function comparedProject(
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
