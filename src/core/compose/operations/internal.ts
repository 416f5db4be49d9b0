// Closing a network to the outside, or opening it.

import { ok, refuse } from '../../text/result.ts';
import { addEntry } from '../../yaml/add-entry.ts';
import { replaceValue } from '../../yaml/replace-value.ts';
import { entryOf } from '../../yaml/tree.ts';
import { change } from './draft.ts';
import { networkOf } from './edit-entity.ts';
import { withNetwork } from './expect-model.ts';
import { setNetworkKey } from './network-keys.ts';
import type { Planner } from './planner.ts';

export const internal: Planner<'internal'> = {
  plan(document, { network: name, internal: wanted }) {
    const network = networkOf(document, name);
    if (!network.ok) return network;
    if (network.value.external === true) {
      return refuse('external-network', `${name} is external: its options are set where it is made`);
    }
    if (network.value.internal === wanted) return ok([]);
    return setNetworkKey(document, name, 'internal', wanted, (draft) =>
      change(draft, (slice) => {
        const own = entryOf(network.value.tree, 'internal');
        return own && !own.merged
          ? replaceValue(slice, [...draft.path, 'internal'], wanted)
          : addEntry(slice, draft.path, 'internal', wanted);
      }),
    );
  },
  reduce(topology, { network, internal: wanted }) {
    return withNetwork(topology, network, { internal: wanted });
  },
};
