// Setting a driver option of a network. Compose wants texts there: YAML booleans are a schema error (semantics 1.3).

import { ok, refuse } from '../../../text/result.ts';
import { childOf, entryOf } from '../../../yaml/tree.ts';
import { networkField, textField, valueField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, networkOf, setNetworkKey } from '../steps/edit-entity.ts';

declare module '../operation.ts' {
  interface Operations {
    'driver-opt': DriverOption;
  }
}

interface DriverOption {
  readonly type: 'driver-opt';
  readonly network: string;
  readonly key: string;
  readonly value: string;
}

const driverOpt = operationKind<DriverOption>({
  type: 'driver-opt',
  effect: 'Sets an option of the driver.',
  fields: [
    networkField,
    textField('key', ':KEY', ['com.docker.network.bridge.enable_icc']),
    valueField(':VALUE', ['false']),
  ],
  keys: ['driver_opts'],
  plan(document, { network: name, key, value }) {
    const network = networkOf(document, name);
    if (!network.ok) return network;
    if (network.value.external === true) {
      return refuse('external-network', `${name} is external: its options are set where it is created`);
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
});

export const operations = [driverOpt];
