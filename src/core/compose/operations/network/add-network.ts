// Declaring a network.

import { ok, refuse } from '../../../text/result.ts';
import { projectNetwork } from '../../project/project-network.ts';
import { declareNetwork } from '../steps/declare.ts';
import type { Planner } from '../planner.ts';
import { refuseName } from '../steps/whole-file.ts';

export const addNetwork: Planner<'add-network'> = {
  plan(document, { network: name, internal }) {
    const refused = refuseName('network', name);
    if (refused) return refused;
    const known = document.topology.networks.get(name);
    if (known?.origin === 'declared') {
      if (known.internal === internal || !internal) return ok([]);
      return refuse('exists', `there is a network "${name}" already`);
    }
    return declareNetwork(document, name, internal ? { internal: true } : null);
  },
  reduce(topology, { network: name, internal }) {
    if (topology.networks.get(name)?.origin === 'declared') return topology;
    const network = { ...projectNetwork(name, null, new Map()), internal, origin: 'declared' as const };
    return { ...topology, networks: new Map(topology.networks).set(name, network) };
  },
};
