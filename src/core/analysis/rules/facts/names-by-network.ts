// Which names resolve on which network, and to whom (D2, D6). Only the file's own services are known.

import type { Service } from '../../../compose/topology.ts';
import { oncePerContext } from './once-per-context.ts';

type Names = ReadonlyMap<string, readonly string[]>;

export type NamesByNetwork = ReadonlyMap<string, Names>;

/** From network to name to the active services that answer to it there, in file order. */
export const namesByNetwork = oncePerContext((context): NamesByNetwork => {
  const members = new Map<string, Service[]>();
  for (const { service, facts } of context.views.values()) {
    if (service.mode.kind !== 'networks' && service.mode.kind !== 'network') continue;
    const on =
      service.mode.kind === 'network' ? facts.networks : service.attachments.map((one) => one.network);
    for (const network of on) {
      const list = members.get(network);
      if (list) list.push(service);
      else members.set(network, [service]);
    }
  }
  return new Map([...members].map(([network, services]) => [network, namesOn(network, services)]));
});

function namesOn(network: string, services: readonly Service[]): Names {
  const names = new Map<string, string[]>();
  for (const service of services) {
    if (service.mode.kind !== 'network') hold(names, service.name, service.name); // A20
    for (const attachment of service.attachments) {
      if (attachment.network === network)
        for (const alias of attachment.aliases) hold(names, alias, service.name);
    }
    if (service.containerName) hold(names, service.containerName, service.name);
    if (service.hostname) hold(names, service.hostname, service.name);
  }
  return names;
}

function hold(names: Map<string, string[]>, name: string, holder: string): void {
  const holders = names.get(name);
  if (!holders) names.set(name, [holder]);
  // One service may have a name twice, as its own and as an alias.
  else if (holders.at(-1) !== holder) holders.push(holder);
}
