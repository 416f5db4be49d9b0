// The paths of connections behind a reach, on the machine that it is about.

import type { Topology } from '../compose/topology.ts';
import { baseOf } from '../reach/compute-reach.ts';
import type { Family, Reach } from '../reach/reach-model.ts';
import type { Machine } from './machine.ts';
import { assumedPaths, pathwaysOf } from './machine-family.ts';
import { machineReachOf } from './machine-model.ts';
import type { MachinePaths } from './machine-paths.ts';

/** Returns the paths in each family, worked out when first asked for; Docker's rules alone where no record says more. */
export function pathsOfReach(
  reach: Reach,
  topology: Topology,
  machine: Machine | null,
): (family: Family) => MachinePaths {
  const plain = machineReachOf(reach)?.plain ?? reach;
  const known = new Map<Family, MachinePaths>();
  const pathsOf = (family: Family): MachinePaths => {
    const before = known.get(family);
    if (before) return before;
    const base = baseOf(plain, topology, family);
    const ipv4 = family === 'ipv6' ? pathsOf('ipv4') : null;
    const beside = ipv4 && { real: ipv4, clean: ipv4 };
    const made =
      (machine && pathwaysOf(base, machine, plain.options, beside)?.real) ??
      assumedPaths(base, machine ?? {}, plain.options, ipv4);
    known.set(family, made);
    return made;
  };
  return pathsOf;
}
