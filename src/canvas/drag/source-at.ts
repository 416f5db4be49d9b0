import { type PaletteKind, paletteItems } from '../../state/palette-items.ts';
import type { DragSource } from './drag-source.ts';

/** What a press on `element` would drag; null where nothing can be grabbed. Taps lie over cards, cards over lanes. */
export function sourceAt(element: Element, root: Element): DragSource | null {
  const item = element.closest('[data-palette]')?.getAttribute('data-palette');
  if (item) {
    const known = paletteItems.find((each) => each.kind === item);
    return { type: 'palette', kind: item as PaletteKind, label: known?.label ?? item };
  }
  if (!root.contains(element) || element.closest('[data-detach]')) return null;
  const fresh = element.closest('[data-new-tap]')?.getAttribute('data-new-tap');
  if (fresh) return { type: 'new-tap', service: fresh };
  const tap = element.closest('[data-tap]')?.getAttribute('data-tap');
  if (tap) {
    // Compose allows no blanks in the names of services and networks.
    const [service, network] = tap.split(' ');
    return service && network ? { type: 'tap', service, network } : null;
  }
  const service = element.closest('[data-service]')?.getAttribute('data-service');
  return service ? { type: 'card', service } : null;
}
