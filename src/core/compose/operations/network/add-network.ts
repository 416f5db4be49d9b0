// Declaring a network.

import { ok, refuse } from '../../../text/result.ts';
import { textField, wordField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { refuseName } from '../steps/whole-file.ts';

declare module '../operation.ts' {
  interface Operations {
    'add-network': AddNetwork;
  }
}

interface AddNetwork {
  readonly type: 'add-network';
  readonly network: string;
  readonly internal: boolean;
}

const addNetwork = operationKind<AddNetwork>({
  type: 'add-network',
  effect: 'Declares a network.',
  fields: [
    textField('network', 'NETWORK', ['fresh'], 'new-name'),
    wordField('internal', { internal: true }, { internal: false }, ({ internal }) => internal),
  ],
  keys: [],
  plan(document, { network: name, internal }) {
    const refused = refuseName('network', name);
    if (refused) return refused;
    const known = document.topology.networks.get(name);
    if (known?.origin === 'declared') {
      if (known.internal === internal || !internal) return ok([]);
      return refuse('exists', `there is a network "${name}" already`);
    }
    const value = internal ? { internal: true } : null;
    return ok([{ do: 'declare', section: 'networks', name, value }]);
  },
});

export const operations = [addNetwork];
