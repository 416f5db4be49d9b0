// Declaring a network.

import { ok, refuse } from '../../../text/result.ts';
import type { OperationKind } from '../operation-kind.ts';
import { splitFields } from '../steps/fields.ts';
import { refuseName } from '../steps/whole-file.ts';

/** Declares a network. */
interface AddNetwork {
  readonly type: 'add-network';
  readonly network: string;
  readonly internal: boolean;
}

export const addNetwork: OperationKind<AddNetwork> = {
  type: 'add-network',
  usage: 'NETWORK[:internal]',
  parse(text) {
    const [network = '', option = ''] = splitFields(text, 2);
    if (network === '' || (option !== '' && option !== 'internal')) return null;
    return { type: 'add-network', network, internal: option === 'internal' };
  },
  format: ({ network, internal }) => [network, ...(internal ? ['internal'] : [])],
  editedKey: () => null,
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
};
