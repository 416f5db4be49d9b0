import { type Analysis, analyze } from '../core/analysis/analyze.ts';
import type { ReachOptions } from '../core/analysis/reach-model.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import type { Session } from '../core/session/session.ts';

interface OpenedPicture {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

let last: { readonly options: ReachOptions; readonly picture: OpenedPicture } | null = null;

/** The files as they were opened, analysed; kept for the one project that is open. */
export function openedPicture({ opened }: Session, options: ReachOptions): OpenedPicture {
  if (last !== null && last.picture.workspace === opened && last.options === options) return last.picture;
  const picture = { workspace: opened, analysis: analyze(opened, options) };
  last = { options, picture };
  return picture;
}
