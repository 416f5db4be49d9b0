import type { SvgPart } from '../../core/export/svg/svg-part.ts';
import type { Selection } from '../../state/ui/selection.ts';

/** What is selected, as a part that can be drawn alone; null where nothing is. A tap stands for its service. */
export function selectedPart(selection: Selection): SvgPart | null {
  if (selection.length === 0) return null;
  const services = new Set<string>();
  const networks = new Set<string>();
  for (const item of selection) {
    if (item.type === 'network') networks.add(item.name);
    else services.add(item.type === 'tap' ? item.service : item.name);
  }
  return { services, networks };
}
