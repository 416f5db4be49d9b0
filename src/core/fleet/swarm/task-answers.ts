// One connection of a service of a swarm, asked from each node on which a task of it may run.

import type { Service } from '../../compose/topology.ts';
import { type ConnectAnswer, stoppedAt, unknownAt } from '../answer.ts';
import type { MachineNode } from '../machine-node.ts';
import type { NetworkMap } from '../network-map.ts';

/** What a task on a node meets. */
export interface TaskAnswer {
  readonly node: string;
  readonly answer: ConnectAnswer;
}

/** Returns the nodes on which tasks of a service may run. */
export function taskNodesOf(
  { machines }: NetworkMap,
  { node: { swarm }, service }: { readonly node: MachineNode; readonly service: Service },
): readonly MachineNode[] {
  return [...(swarm?.nodesOf(service) ?? [])].flatMap(([name, runs]) =>
    runs === false ? [] : (machines.get(name) ?? []),
  );
}

/** Returns the answer that holds on whichever node a task runs; unknown where they differ (SW19). */
export function fromEachNode(name: string, answers: readonly TaskAnswer[]): ConnectAnswer {
  const [first, ...others] = answers;
  if (!first) return stoppedAt(name, 'SW19', `no node of the swarm runs ${name}`);
  const { answer } = first;
  if (others.length === 0) return answer;
  const nodes = answers.map(({ node }) => node).join(', ');
  const differs = others.find((one) => one.answer.answer !== answer.answer || one.answer.by !== answer.by);
  if (differs)
    return unknownAt(
      name,
      'SW19',
      `it depends on the node that runs ${name}: from ${first.node} and from ${differs.node} it is not the same`,
    );
  const seen = answers.every((one) => one.answer.seen === answer.seen) ? answer.seen : 'unknown';
  const isOne = answers.every((one) => one.answer.seenAddress === answer.seenAddress);
  return {
    ...answer,
    seen,
    seenAddress: isOne ? answer.seenAddress : null,
    way: [
      {
        at: name,
        rule: 'SW19',
        text: `runs on one of ${nodes}; from ${first.node}:`,
        passes: true,
        place: null,
      },
      ...answer.way,
    ],
  };
}
