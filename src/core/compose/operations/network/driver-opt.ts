// Setting a driver option of a network. Compose wants texts there: YAML booleans are a schema error (semantics 1.3).

import { ok, refuse } from '../../../text/result.ts';
import { childOf, entryOf } from '../../../yaml/tree.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, networkOf, setNetworkKey } from '../steps/edit-entity.ts';
import { pairFields } from '../steps/fields.ts';

/** Sets a driver option of a network. */
interface DriverOption {
  readonly type: 'driver-opt';
  readonly network: string;
  readonly key: string;
  readonly value: string;
}

export const driverOpt: OperationKind<DriverOption> = {
  type: 'driver-opt',
  usage: 'NETWORK:KEY:VALUE',
  parse(text) {
    const fields = pairFields(text);
    return fields && { type: 'driver-opt', network: fields[0], key: fields[1], value: fields[2] };
  },
  format: ({ network, key, value }) => [network, key, value],
  editedKey: () => null,
  plan(document, { network: name, key, value }) {
    const network = networkOf(document, name);
    if (!network.ok) return network;
    if (network.value.external === true) {
      return refuse('external-network', `${name} is external: its options are set where it is made`);
    }
    if (network.value.driverOpts.get(key) === value) return ok([]);
    const { tree } = network.value;
    return setNetworkKey(document, name, 'driver_opts', { [key]: value }, (draft) => {
      const path = [...draft.path, 'driver_opts'];
      const options = entryOf(tree, 'driver_opts');
      if (!options || options.merged)
        return change(draft, { do: 'add', path: draft.path, key: 'driver_opts', value: { [key]: value } });
      const has = childOf(options.value, key) !== null;
      return change(
        draft,
        has ? { do: 'replace', path: [...path, key], value } : { do: 'add', path, key, value },
      );
    });
  },
};
