// Keys that stand in the files and have no part in the model: reported, so that nobody takes a prediction for more.

import { entriesOf } from '../../yaml/tree.ts';
import type { Topology } from '../topology.ts';

// Keys of a service that the model reads, or that say nothing about networks and rights.
const modelledKeys = new Set(
  `image container_name hostname network_mode networks ports expose links external_links depends_on cap_add cap_drop
  privileged user environment labels volumes devices security_opt pid ipc uts cgroup userns_mode read_only profiles
  provider use_api_socket scale deploy volumes_from command entrypoint healthcheck extra_hosts dns restart extends`
    .trim()
    .split(/\s+/),
);

/** The keys, sorted; extensions (`x-…`) are not meant to be modelled. */
export function notModelled(topology: Topology): readonly string[] {
  const keys = new Set(topology.otherKeys);
  for (const { tree } of topology.services.values()) {
    for (const { key } of entriesOf(tree)) {
      if (!modelledKeys.has(key) && !key.startsWith('x-') && key !== '<<') keys.add(key);
    }
  }
  return [...keys].sort();
}
