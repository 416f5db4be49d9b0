import { type Analysis, analyze } from '../core/analysis/analyze.ts';
import type { ReachOptions } from '../core/analysis/reach-model.ts';
import { openWorkspace } from '../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import type { Session } from '../core/session/session.ts';
import type { OtherVersion } from './compared-store.ts';
import { openedPicture } from './opened-picture.ts';

interface ComparedPicture {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

let last: {
  readonly version: OtherVersion;
  readonly opened: Workspace;
  readonly options: ReachOptions;
  readonly picture: ComparedPicture;
} | null = null;

/** What the open files are compared with: as they were opened, or with another version in the place of one of them. */
export function comparedPicture(
  session: Session,
  version: OtherVersion | null,
  options: ReachOptions,
): ComparedPicture {
  const { opened } = session;
  if (version === null) return openedPicture(session, options);
  if (last?.version === version && last.opened === opened && last.options === options) return last.picture;
  const texts = new Map([...opened.input.texts, [version.file, version.text]]);
  const workspace = openWorkspace({ ...opened.input, texts });
  const picture = { workspace, analysis: analyze(workspace, options) };
  last = { version, opened, options, picture };
  return picture;
}
