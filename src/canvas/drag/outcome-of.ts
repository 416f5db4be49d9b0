import type { Topology } from '../../core/compose/topology.ts';
import type { DropTarget } from '../../core/layout/hit-test.ts';
import { cardOutcome } from './card-outcome.ts';
import type { DragSource } from './drag-source.ts';
import type { DropOutcome } from './drop-outcome.ts';
import { paletteOutcome } from './palette-outcome.ts';
import { newTapOutcome, tapOutcome } from './tap-outcome.ts';

/** What dropping `source` on `target` means. */
export function outcomeOf(
  topology: Topology,
  source: DragSource,
  target: DropTarget,
  connect: boolean,
): DropOutcome {
  switch (source.type) {
    case 'card':
      return cardOutcome(topology, source.service, target, connect);
    case 'tap':
      return tapOutcome(topology, source.service, source.network, target);
    case 'new-tap':
      return newTapOutcome(topology, source.service, target);
    case 'palette':
      return paletteOutcome(topology, source.kind, target);
  }
}
