import type { Topology } from '../../core/compose/topology.ts';
import { previewNotes } from '../../core/session/notes/preview-notes.ts';
import { publishOffers } from '../../core/session/notes/publish-offers.ts';
import { openMenu } from '../menu/menu-store.ts';
import { carryOut } from '../view/carry-out.ts';
import { previewDetail } from './preview-detail.ts';

/** After a drop that took ports off the host: a menu that brings them back, each choice an undo step of its own. */
export function offerPublishes(before: Topology, after: Topology, x: number, y: number): void {
  const offers = publishOffers(previewNotes(before, after));
  if (offers.length === 0) return;
  openMenu({
    title: 'No longer open on the host',
    x,
    y,
    items: [
      ...offers.map(({ label, operations }) => ({
        label,
        detail: previewDetail(operations),
        run: () => {
          carryOut(operations, label);
        },
      })),
      { label: 'Leave it so', detail: '', run: () => undefined },
    ],
  });
}
