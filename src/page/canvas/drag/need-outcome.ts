// The arrow of a card, dropped on what the card needs: another container, or the outside.

import type { DropTarget } from '../../../core/layout/hit-test.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { workStore } from '../../state/page-stores.ts';
import { drawNeed } from '../../state/session/draw-need.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import type { PreviewLine } from './drop-lines.ts';
import { type DropOutcome, nothing, operate, type Way } from './drop-outcome.ts';

/** Returns the outcome of dropping the arrow of `service` on `target`: a need that the file states. */
export function needOutcome(service: string, target: DropTarget): DropOutcome {
  const workspace = drawnSession(workStore.getState())?.workspace;
  const to = target.kind === 'card' ? target.service : target.kind === 'outside' ? target.kind : null;
  if (workspace === undefined || to === null || to === service)
    return nothing(`Drop the arrow on the container that ${service} needs`);
  const need = drawNeed(workspace, service, to);
  return typeof need === 'string' ? nothing(need) : operate(need.label, need.operations);
}

/** Returns the words below a need before it is drawn: whether something carries it. */
export function needLines({ operations }: Way, { reach }: Pick<Analysis, 'reach'>): readonly PreviewLine[] {
  const [stated] = operations;
  const [from = '', to = ''] = stated?.type === 'intent' ? stated.text.split(' -> ') : [];
  const carried = to === 'outside' ? reach.facts.get(from)?.egress : reach.reaches(from, to);
  if (carried !== false)
    return [{ tone: 'good', text: 'It can connect already; the file states that it must.' }];
  return [
    { tone: 'plain', text: 'No network carries it yet: draw all arrows, then press “Propose networks”.' },
  ];
}
