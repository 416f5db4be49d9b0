import type { Analysis } from '../../core/analysis/analyze.ts';
import { findingBy } from '../../core/analysis/fingerprint.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { EditorSpan } from '../editor-host.ts';

/** What of `file` a finding rests on: its own place, and that of each hop of its path. */
export function findingSpans(
  workspace: Workspace,
  { findings }: Analysis,
  { rule, fingerprint }: { readonly rule: string; readonly fingerprint: string },
  file: string,
): readonly EditorSpan[] {
  const finding = workspace.stale ? null : findingBy(findings, rule, fingerprint);
  if (finding === null) return [];
  return [finding.at, ...finding.path.map(({ at }) => at)]
    .map((at) => placeOf(workspace, at))
    .filter((place) => place.file === file);
}
