// Setting a driver option of a network. Compose wants texts there: YAML booleans are a schema error (semantics 1.3).

import { ok, refuse } from '../../../text/result.ts';
import { addEntry } from '../../../yaml/add-entry.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { childOf, entryOf } from '../../../yaml/tree.ts';
import { change } from '../steps/draft.ts';
import { networkOf } from '../steps/edit-entity.ts';
import { withNetwork } from '../steps/expect-model.ts';
import { setNetworkKey } from './network-keys.ts';
import type { Planner } from '../planner.ts';

export const driverOpt: Planner<'driver-opt'> = {
  plan(document, { network: name, key, value }) {
    const network = networkOf(document, name);
    if (!network.ok) return network;
    if (network.value.external === true) {
      return refuse('external-network', `${name} is external: its options are set where it is made`);
    }
    if (network.value.driverOpts.get(key) === value) return ok([]);
    const { tree } = network.value;
    return setNetworkKey(document, name, 'driver_opts', { [key]: value }, (draft) =>
      change(draft, (slice) => {
        const path = [...draft.path, 'driver_opts'];
        const options = entryOf(tree, 'driver_opts');
        if (!options || options.merged) return addEntry(slice, draft.path, 'driver_opts', { [key]: value });
        const has = childOf(options.value, key) !== null;
        return has ? replaceValue(slice, [...path, key], value) : addEntry(slice, path, key, value);
      }),
    );
  },
  reduce(topology, { network: name, key, value }) {
    const options = topology.networks.get(name)?.driverOpts ?? [];
    return withNetwork(topology, name, { driverOpts: new Map(options).set(key, value) });
  },
};
