// A file says nothing about the services and networks of the files that it includes: older Compose refuses that ("conflicts with imported
// resource"), and a `!reset` there takes nothing away (semantics 4.4). A later file may.

import { type Result, refuse } from '../../../text/result.ts';
import { entityFragment } from '../../fragment-at.ts';
import { topLevelTree } from '../../read-fragments.ts';
import type { Workspace } from '../workspace.ts';

/** Refuses a change that lets `file` declare something that an included file declares; null for any other change. */
export function refuseIncludedEntry(before: Workspace, after: Workspace, file: string): Result<never> | null {
  const written = after.files.find(({ document }) => document.file === file)?.document;
  if (!written || topLevelTree(written.fragments, 'include') === null) return null;
  const old = before.files.find(({ document }) => document.file === file)?.document;
  const included = after.files.filter(({ role, document }) => role === 'included' && document !== written);
  for (const kind of ['service', 'network'] as const) {
    for (const { kind: own, name } of written.fragments) {
      if (own !== kind || name === '' || (old && entityFragment(old, kind, name))) continue;
      const holder = included.find(({ document }) => entityFragment(document, kind, name));
      if (!holder) continue;
      const other = holder.document.file;
      const message = `${kind} ${name} comes from ${other}, which ${file} includes: Compose does not accept it outside the included file. Edit ${other}, or write to an override`;
      return refuse('included', message);
    }
  }
  return null;
}
