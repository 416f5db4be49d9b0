// The stacks of a host as a Mermaid flowchart: a box per stack, in it a box per network of its own, and beside them the networks on
// which stacks meet.

import { isShared, splitHostName } from '../../host/host.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { mermaidLabel } from '../../quote/mermaid-label.ts';
import type { ServiceFacts } from '../../reach/reach-model.ts';
import { arrowsFromOutside, nodeLabel } from '../reach/reach-mermaid.ts';

/** Returns a flowchart. Names are only labels and ids are generated, so no name can break the syntax. */
export function hostMermaid(facts: HostFacts): string {
  const lines = ['flowchart LR', '  outside(("outside"))', ...stackBoxes(facts, '', arrowsFromOutside)];
  return `${lines.join('\n')}\n`;
}

/** Returns the id of a service in a chart whose ids begin with `prefix`. */
export function serviceId({ reach }: HostFacts, name: string, prefix: string): string {
  return `${prefix}s${reach.services.indexOf(name)}`;
}

/** Returns the boxes of all stacks, with the edges between them and the arrows that lead to each service. */
export function stackBoxes(
  { host, joined, reach }: HostFacts,
  prefix: string,
  arrowsTo: (facts: ServiceFacts, id: string) => readonly string[],
): readonly string[] {
  const lines: string[] = [];
  const ids = new Map(reach.services.map((name, index) => [name, `${prefix}s${index}`]));
  const networks = [...joined.networks.values()].filter(({ members }) => members.length > 0);
  const netIds = new Map(networks.map(({ name }, index) => [name, `${prefix}n${index}`]));
  const shared = new Set(networks.filter(isShared).map(({ name }) => name));
  // The default bridge is there without a word, for all stacks.
  for (const name of new Set([...reach.facts.values()].flatMap((facts) => facts.networks))) {
    if (netIds.has(name)) continue;
    netIds.set(name, `${prefix}n${netIds.size}`);
    shared.add(name);
  }
  for (const name of shared) {
    const internal = joined.networks.get(name)?.internal === true ? ' (internal)' : '';
    lines.push(`  ${netIds.get(name)}{{"${mermaidLabel(name)}${internal}"}}`);
  }
  host.stacks.forEach(({ id }, index) => {
    lines.push(`  subgraph ${prefix}t${index}["${mermaidLabel(id)}"]`);
    const ownFacts = [...reach.facts.values()].filter(({ name }) => splitHostName(name).stack === id);
    const inside = networks.filter(({ name, stacks }) => !shared.has(name) && stacks[0] === id);
    // Who joins a container of another stack is on networks of that one.
    const isInside = (network: string): boolean => inside.some(({ name }) => name === network);
    const homes = new Map(ownFacts.map((facts) => [facts, facts.networks.find(isInside)]));
    for (const { name } of inside) {
      lines.push(`    subgraph ${netIds.get(name)}["${mermaidLabel(name)}"]`);
      for (const facts of ownFacts) if (homes.get(facts) === name) lines.push(`      ${node(facts, ids)}`);
      lines.push('    end');
    }
    for (const facts of ownFacts) if (homes.get(facts) === undefined) lines.push(`    ${node(facts, ids)}`);
    lines.push('  end');
    for (const facts of ownFacts)
      lines.push(
        ...edges(facts, homes.get(facts), ids, netIds, shared),
        ...arrowsTo(facts, ids.get(facts.name) ?? ''),
      );
  });
  return lines;
}

function node(facts: ServiceFacts, ids: ReadonlyMap<string, string>): string {
  return `${ids.get(facts.name) ?? ''}${nodeLabel(facts, splitHostName(facts.name).service)}`;
}

/** Returns solid edges to networks that several stacks use, and dotted ones to a stack's other networks. */
function edges(
  facts: ServiceFacts,
  home: string | undefined,
  ids: ReadonlyMap<string, string>,
  netIds: ReadonlyMap<string, string>,
  shared: ReadonlySet<string>,
): readonly string[] {
  const id = ids.get(facts.name) ?? '';
  const further = facts.networks.filter((name) => name !== home && netIds.has(name));
  return further.map((name) => `  ${id} ${shared.has(name) ? '---' : '-.-'} ${netIds.get(name)}`);
}
