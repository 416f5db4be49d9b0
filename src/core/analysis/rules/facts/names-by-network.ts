// Which names resolve on which network, and to whom (D2, D6). Only the file's own services are known.

import { attachedServices } from './networks.ts';
import { oncePerContext } from './once-per-context.ts';

type NamesByNetwork = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** From network to name to the active services that answer to it there, in file order. */
export const namesByNetwork = oncePerContext((context): NamesByNetwork => {
  const networks = new Map<string, Map<string, string[]>>();
  for (const service of attachedServices(context)) {
    for (const { network, aliases } of service.attachments) {
      const names = networks.get(network) ?? new Map<string, string[]>();
      networks.set(network, names);
      const own = new Set([service.name, ...aliases]);
      if (service.containerName) own.add(service.containerName);
      if (service.hostname) own.add(service.hostname);
      for (const name of own) {
        const holders = names.get(name);
        if (holders) holders.push(service.name);
        else names.set(name, [service.name]);
      }
    }
  }
  return networks;
});
