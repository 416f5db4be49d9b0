// As whom a published port sees the places that reach is about: the Internet, the LAN and the host.

import { isLoopbackAddress, isWildcardAddress } from '../compose/bind-addresses.ts';
import type { Topology } from '../compose/topology.ts';
import { machineOf } from '../machine/machine-model.ts';
import type { Outside } from '../machine/machine-paths.ts';
import { pathsOfReach } from '../machine/paths-of-reach.ts';
import { baseOf, withoutEntries } from '../reach/compute-reach.ts';
import { portReach } from '../reach/degrees.ts';
import { allFamilies, type Family, type Reach } from '../reach/reach-model.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import type { SeenAs } from '../ways-in/model.ts';

/** As whom a port sees each place; null where that place is not answered. */
export interface SeenFrom {
  readonly internet: SeenAs | null;
  readonly lan: SeenAs | null;
  readonly host: SeenAs | null;
}

/** Returns as whom the published port number `index` of a service sees each place; over IPv4 where it answers in both families. */
export function seenAsOf(reach: Reach, topology: Topology): (service: string, index: number) => SeenFrom {
  const pathsOf = pathsOfReach(reach, topology, machineOf(reach.options));
  const seen = (service: string, index: number, place: Outside | 'host'): SeenAs | null => {
    for (const family of allFamilies) {
      const port = portIn(family, service, index);
      if (!port || !answersIn(family, service, index, place)) continue;
      const [source, ...others] = pathsOf(family).seenFrom(port.space, port.published, place);
      if (!source || others.some(({ kind }) => kind !== source.kind)) return 'unknown';
      if (source.kind === 'gateway' || source.kind === 'unknown') return source.kind;
      if (source.kind === 'own') return place === 'host' ? ownAt(port.published.hostIp) : 'visitor';
    }
    return null;
  };
  const portIn = (family: Family, service: string, index: number) => {
    const base = baseOf(withoutEntries(reach), topology, family);
    const at = base.indexes.get(service);
    if (at === undefined) return null;
    const space = itemAt(base.namespaceOf, at);
    const published = itemAt(base.facts, space.index).ports.published[index];
    return published && published.reachableFrom !== 'nowhere' ? { space, published } : null;
  };
  const answersIn = (family: Family, service: string, index: number, place: Outside | 'host'): boolean => {
    const facts = reach.apart ? reach.family(family).facts(service) : reach.facts.get(service);
    const port = facts?.published[index];
    return port !== undefined && portReach(port)[place] !== false;
  };
  return (service, index) => ({
    internet: seen(service, index, 'internet'),
    lan: seen(service, index, 'lan'),
    host: seen(service, index, 'host'),
  });
}

/** Returns as whom a port on the machine sees the machine that asks it at its bind address, without a gateway in between. */
function ownAt(hostIp: string): SeenAs {
  return isWildcardAddress(hostIp) || isLoopbackAddress(hostIp) ? 'loopback' : 'machine';
}
