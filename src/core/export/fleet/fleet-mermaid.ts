// The machines of a fleet as a Mermaid flowchart: a box for each with its stacks, the networks on which they have addresses, the routers with
// their forwards, and arrows to the ports that answer.

import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { portText } from '../../fleet/reach/fleet-port.ts';
import { fleetAnswers, type PortAnswers } from '../../map/fleet/fleet-answers.ts';
import { mermaidLabel } from '../../quote/mermaid-label.ts';
import { serviceId, stackBoxes } from '../host/host-mermaid.ts';

/** Returns a flowchart. Names are only labels and ids are generated, so no name can break the syntax. */
export function fleetMermaid(facts: FleetFacts): string {
  const { fleet, connector } = facts;
  const networks = [...connector.map.networks.values()];
  const networkIds = new Map(
    networks.map(({ name, kind }, index) => [name, kind === 'internet' ? 'internet' : `w${index}`]),
  );
  const routerIds = new Map(connector.map.routers.map(({ name }, index) => [name, `r${index}`]));
  const lines = ['flowchart LR', '  internet(("Internet"))'];
  const links = (id: string, addresses: ReadonlyMap<string, readonly { readonly text: string }[]>): void => {
    for (const [network, texts] of addresses) {
      const words = texts.map(({ text }) => text).join(', ');
      lines.push(`  ${id} ---|"${mermaidLabel(words)}"| ${networkIds.get(network)}`);
    }
  };
  for (const { name, kind } of networks)
    if (kind !== 'internet') lines.push(`  ${networkIds.get(name)}{{"${mermaidLabel(name)}"}}`);
  for (const { name } of connector.map.routers)
    lines.push(`  ${routerIds.get(name)}[["${mermaidLabel(name)}"]]`);
  const answers = fleetAnswers(facts);
  for (const [index, [name, machine]] of [...fleet.machines].entries()) {
    const id = `m${index}`;
    if (machine.facts === null || machine.facts.host.stacks.length === 0)
      lines.push(`  ${id}["${mermaidLabel(name)}"]`);
    else {
      const boxes = stackBoxes(machine.facts, id, () => []);
      lines.push(`  subgraph ${id}["${mermaidLabel(name)}"]`, ...boxes.map((line) => `  ${line}`), '  end');
    }
    links(id, machine.stated.addresses);
  }
  for (const { name, router } of connector.map.routers) links(routerIds.get(name) ?? '', router.addresses);
  for (const [index, [name, machine]] of [...fleet.machines].entries()) {
    if (machine.facts === null) continue;
    for (const each of answers.get(name) ?? []) {
      const own = each.port.service.slice(name.length + 1);
      const id = serviceId(machine.facts, own, `m${index}`);
      lines.push(...arrowsTo(id, each, networkIds, routerIds));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Returns the arrows to a published port: from the Internet or the router that forwards to it, and from the networks that it answers. */
function arrowsTo(
  id: string,
  { port, asked, networks }: PortAnswers,
  networkIds: ReadonlyMap<string, string>,
  routerIds: ReadonlyMap<string, string>,
): readonly string[] {
  const arrow = (from: string | undefined, isSure: boolean, words: string): string =>
    `  ${from} ${isSure ? '-->' : '-.->'}|"${mermaidLabel(isSure ? words : `${words} unknown`)}"| ${id}`;
  return [
    ...asked.map(({ place, answer }) =>
      arrow(
        place.forward === null ? 'internet' : routerIds.get(place.forward.router),
        answer === true,
        portText(place.port, place.protocol),
      ),
    ),
    ...[...networks].map(([network, answer]) =>
      arrow(networkIds.get(network), answer === true, portText(port.hostPort, port.protocol)),
    ),
  ];
}
