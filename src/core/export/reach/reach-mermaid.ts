// Reachability as a Mermaid flowchart: a box per network, services inside the first of theirs, dotted lines to further ones.

import { portParts } from '../../describe/port.ts';
import { mermaidLabel } from '../../quote/mermaid-label.ts';
import type { Isolation, Reach, ServiceFacts } from '../../reach/reach-model.ts';
import { compareBytes } from '../../text/compare-bytes.ts';

/** Returns a flowchart. Names are only labels and ids are generated, so no name can break the syntax. */
export function reachMermaid(reach: Reach): string {
  const lines = ['flowchart LR', '  outside(("outside"))'];
  const ids = new Map(reach.services.map((name, index) => [name, `s${index}`]));
  const facts = [...reach.facts.values()];
  const networks = [...new Set(facts.flatMap((facts) => facts.networks))].sort(compareBytes);
  networks.forEach((network, index) => {
    lines.push(`  subgraph n${index}["${mermaidLabel(network)}"]`);
    for (const serviceFacts of facts)
      if (serviceFacts.networks[0] === network) lines.push(`    ${node(serviceFacts, ids)}`);
    lines.push('  end');
  });
  for (const serviceFacts of facts)
    if (serviceFacts.networks.length === 0) lines.push(`  ${node(serviceFacts, ids)}`);
  for (const serviceFacts of facts) {
    const id = ids.get(serviceFacts.name) ?? '';
    for (const network of serviceFacts.networks.slice(1))
      lines.push(`  ${id} -.- n${networks.indexOf(network)}`);
    lines.push(...arrowsFromOutside(serviceFacts, id));
  }
  return `${lines.join('\n')}\n`;
}

function node(facts: ServiceFacts, ids: ReadonlyMap<string, string>): string {
  return `${ids.get(facts.name) ?? ''}${nodeLabel(facts, facts.name)}`;
}

/** Returns a node's label: its name, and its isolation when unusual. */
export function nodeLabel({ isolation, owner }: ServiceFacts, name: string): string {
  const words = isolationText(isolation, owner);
  return `["${mermaidLabel(name)}${words && ` (${mermaidLabel(words)})`}"]`;
}

/** Returns the arrow from outside to the node `id`; empty when the outside does not reach it. */
export function arrowsFromOutside(facts: ServiceFacts, id: string): readonly string[] {
  if (facts.fromOutside === 'unknown') return [`  outside -.->|"unknown"| ${id}`];
  return facts.fromOutside ? [`  outside -->${waysIn(facts)} ${id}`] : [];
}

/** Returns the isolation shown beside a node's name. */
function isolationText(isolation: Isolation, owner: string | null): string {
  switch (isolation) {
    case 'joined':
      return `joined to ${owner ?? 'another'}`;
    case 'closed':
    case 'open':
    case 'unknown':
      return isolation;
    case 'bridged':
    case 'internal':
      return '';
  }
}

/** Returns the ports that label the arrow from outside. */
function waysIn(facts: ServiceFacts): string {
  const ports = facts.published
    .filter(({ reachableFrom }) => reachableFrom === 'outside')
    .map((port) => `${portParts(port, 'any').host}/${port.protocol}`);
  return ports.length > 0 ? `|"${mermaidLabel(ports.join(', '))}"|` : '';
}
