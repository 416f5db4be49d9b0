// CN806. Owns: networks that stacks use and no stack creates.

import type { Rule } from '../findings/finding.ts';
import { networkCreateCommand } from '../quote/shell-word.ts';
import { fewNames, networkPlace } from './facts/host-networks.ts';

/** Networks that exist on every Engine. */
const builtIn: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

export const rule: Rule = {
  id: 'CN806',
  slug: 'external-network-missing',
  title: 'No stack makes a network that stacks ask for',
  why: 'An external network must exist before the stack starts; otherwise Compose stops with "network … declared as external, but could not be found". These files do not say what the network lets through, or whether it leads out.',
  severity: 'warning',
  source: 'N1; Compose: networks, external',
  *checkStacks(context) {
    for (const network of context.joined.networks.values()) {
      const { name, madeBy, stacks, external, known } = network;
      const [first] = stacks;
      // A name with a variable, or one in a project without a name, may mean any network.
      if (first === undefined || !external || madeBy !== null || name.includes('/')) continue;
      if (known !== null || builtIn.has(name)) continue;
      const [ask, who] = [stacks.length === 1 ? 'asks' : 'ask', fewNames(stacks)];
      yield {
        stack: first,
        severity: context.live ? 'error' : 'warning',
        subjects: [`network:${name}`, ...stacks.map((stack) => `stack:${stack}`)],
        message: context.live
          ? `${who} ${ask} for the network ${name}, which no stack here creates and which does not exist. Create it first: ${networkCreateCommand(name)}`
          : `${who} ${ask} for the network ${name}, which no stack here creates. If it is created by hand, describe it under networks in bulkhead.yaml; otherwise declare it in one of them without external.`,
        at: networkPlace(context, first, network),
        evidence: [name],
        parts: [['CN806', name]],
      };
    }
  },
};
