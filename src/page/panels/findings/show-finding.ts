import type { Service } from '../../../core/compose/topology.ts';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import type { Finding } from '../../../core/findings/finding.ts';
import { fingerprint } from '../../../core/findings/fingerprint.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { subjectSelected } from '../../state/ui/selection.ts';
import { drawnAnalysis, drawnSession } from '../../state/work/selectors.ts';

/** Returns the services that a finding concerns; for a network, its members. */
function servicesOf({ subjects }: Finding): readonly string[] {
  const topology = drawnAnalysis(workStore.getState())?.topology;
  return subjects.flatMap((subject) => {
    const item = subjectSelected(subject);
    if (item.type !== 'network') return [subject];
    const on = (service: Service) => service.attachments.some(({ network }) => network === item.name);
    return [...(topology?.services.values() ?? [])].filter(on).map(({ name }) => name);
  });
}

/**
 * Shows a finding: its path or its subjects in the picture, and its lines in the text. Nothing is selected, because Delete acts on the
 * selection.
 */
export function showFinding(finding: Finding): void {
  const ui = uiStore.getState();
  const { rule, subjects, path, at } = finding;
  if (path.length > 0) ui.showOverlay({ kind: 'finding', rule, fingerprint: fingerprint(finding) });
  // The path of another finding would be mistaken for the path of this one.
  else if (ui.overlay?.kind === 'finding') ui.showOverlay(null);
  const [culprit] = subjects;
  if (culprit !== undefined) ui.reveal(subjectSelected(culprit));
  if (path.length === 0) ui.highlight(servicesOf(finding));
  // Read from the store when it is needed, so that a row does not render after every edit.
  const workspace = drawnSession(workStore.getState())?.workspace;
  if (workspace === undefined || workspace.stale) return;
  const { line, file } = placeOf(workspace, at);
  ui.markLine(line, file);
}
