// A proposal of networks in lines, for the command line and for agents.

import { nameList } from '../../compose/name-list.ts';
import { plural } from '../../compose/numbers.ts';
import type { NetworksProposal } from './propose-networks.ts';

/** The sentence of a proposal that finds no need to carry. */
export const noNeedKnown = 'No need is known that a network has to carry.';

/** Returns each network with its services and its reason, what goes, the limits and the objections. */
export function networksLines(proposal: NetworksProposal): readonly string[] {
  const { networks, removed, operations, unneeded, limits, objections } = proposal;
  if (networks.length === 0)
    return objections.length > 0
      ? objections
      : [`${noNeedKnown} State who needs whom first: intent='must:web -> db'.`, ...limits];
  if (operations.length === 0) return ['The networks are as they would be proposed.', ...limits];
  const needs = networks.reduce((sum, { carries }) => sum + carries.length, 0);
  const { before, after } = unneeded;
  const pairs = before + after === 0 ? '' : `; connected pairs without a need ${before} -> ${after}`;
  return [
    `${plural(networks.length, 'network')} for ${plural(needs, 'need')}${pairs}`,
    ...networks.flatMap(({ name, fresh, internal, members, reason }) => {
      const marks = [...(fresh ? ['new'] : []), ...(internal ? ['internal'] : [])];
      const kind = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
      return [`  ${name}${kind}: ${members.join(', ')}`, `    ${reason}`];
    }),
    ...(removed.length === 0
      ? []
      : [
          `  ${nameList(removed)} ${removed.length === 1 ? 'goes' : 'go'}: no container is on ${removed.length === 1 ? 'it' : 'them'}.`,
        ]),
    ...limits,
    ...objections,
  ];
}
