import { sessionStore, uiStore } from '../../state/page-stores.ts';
import { type PaletteTarget, paletteOperations } from '../../state/palette/palette.ts';
import { type PaletteKind, paletteItems } from '../../state/palette/palette-items.ts';
import { templateProject } from '../../state/session/template.ts';
import type { Selection } from '../../state/ui/selection.ts';

function targetOf(kind: PaletteKind, selection: Selection): PaletteTarget {
  const [only] = selection;
  if (selection.length !== 1 || only === undefined) return { type: 'canvas' };
  if (only.type === 'network') return { type: 'lane', network: only.name };
  // Beside a selected card only a sidecar that joins makes sense.
  if (only.type === 'service' && kind === 'monitor') return { type: 'card', service: only.name };
  return { type: 'canvas' };
}

/** Adds a palette item without a drag: to the selected lane or card, else where its kind belongs. */
export function placePaletteItem(kind: PaletteKind): void {
  const { analysis, operate } = sessionStore.getState();
  const topology = (analysis ?? templateProject().analysis).topology;
  const operations = paletteOperations(kind, topology, targetOf(kind, uiStore.getState().selection));
  const label = paletteItems.find((item) => item.kind === kind)?.label ?? kind;
  if (operations.length === 0 && sessionStore.getState().session !== null) {
    const names = kind === 'template-sandbox' ? 'Names of the template' : 'front, mid and back';
    uiStore.getState().toast(`${names} are in the file already.`);
    return;
  }
  const { refused } = operate(operations, `Add ${label}`);
  if (refused !== null) return;
  const added = operations.findLast(({ type }) => type === 'add-service' || type === 'add-network');
  if (added?.type === 'add-service') uiStore.getState().focus({ type: 'service', name: added.service });
  if (added?.type === 'add-network') uiStore.getState().focus({ type: 'network', name: added.network });
  uiStore.getState().announce(`${label} added. Undo takes it away.`);
}
