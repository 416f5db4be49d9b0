import type { Finding } from '../../core/analysis/findings/finding.ts';
import { fingerprint } from '../../core/analysis/findings/fingerprint.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { uiStore } from '../../state/page-stores.ts';
import { subjectSelected } from '../../state/ui/selection.ts';

/**
 * Shows a finding everywhere: its subjects are selected, its path is drawn over the picture, its lines are marked in the text.
 * `workspace` is null while the text cannot be read.
 */
export function showFinding(finding: Finding, workspace: Workspace | null): void {
  const ui = uiStore.getState();
  const { rule, subjects, path, at } = finding;
  if (path.length > 0) ui.showOverlay({ kind: 'finding', rule, fingerprint: fingerprint(finding) });
  // The path of another finding would be taken for this one's.
  else if (ui.overlay?.kind === 'finding') ui.showOverlay(null);
  const items = subjects.map(subjectSelected);
  const [culprit] = items;
  if (culprit !== undefined) {
    ui.focus(culprit);
    if (items.length > 1) ui.select(items);
  }
  if (workspace === null) return;
  const { line, file } = placeOf(workspace, at);
  ui.markLine(line, file);
}
