// What an answer rests on beside the file, for machines.

import type { ComposeDocument } from '../../core/compose/document.ts';
import type { Assumed } from '../../core/export/assumed.ts';
import { entriesOf } from '../../core/yaml/tree.ts';
import type { LoadedProject } from './load-project.ts';

// Keys of a service that the model reads, or that say nothing about networks and rights.
const modelledKeys = new Set(
  `image container_name hostname network_mode networks ports expose links external_links depends_on cap_add cap_drop
  privileged user environment labels volumes devices security_opt pid ipc uts cgroup userns_mode read_only profiles
  provider use_api_socket scale deploy volumes_from command entrypoint healthcheck extra_hosts dns restart`
    .trim()
    .split(/\s+/),
);

/** Keys that stand in the file and have no part in the model; extensions (`x-…`) are not meant to. Sorted. */
function notModelled({ topology }: ComposeDocument): readonly string[] {
  const keys = new Set(topology.otherKeys);
  for (const { tree } of topology.services.values()) {
    for (const { key } of entriesOf(tree)) {
      if (!modelledKeys.has(key) && !key.startsWith('x-') && key !== '<<') keys.add(key);
    }
  }
  return [...keys].sort();
}

/** The `assumed` object of `check` and `reach`. */
export function assumptions({ file, document, reachOptions, name }: LoadedProject): Assumed {
  return {
    files: [file],
    project: name,
    profiles: { active: reachOptions.profiles, known: document.topology.profiles },
    unsetVariables: document.topology.unsetVariables,
    outside: 'unknown',
    addressFamilies: ['ipv4'],
    notModelled: notModelled(document),
  };
}
