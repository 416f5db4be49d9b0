// CN806. Owns: networks that stacks are on and no stack makes.

import type { Rule } from '../findings/finding.ts';
import { networkCreateCommand } from '../quote/shell-word.ts';
import { fewNames, networkPlace } from './facts/host-networks.ts';

/** Networks that exist on every Engine. */
const builtIn: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

export const rule: Rule = {
  id: 'CN806',
  slug: 'external-network-missing',
  title: 'No stack makes a network that stacks ask for',
  why: 'An external network has to be there before the stack comes up, else Compose ends with "network … declared as external, but could not be found". What it lets through, and whether it leads out, stands in none of these files.',
  severity: 'warning',
  source: 'N1; Compose: networks, external',
  *checkStacks(context) {
    for (const network of context.joined.networks.values()) {
      const { name, madeBy, stacks, external, known } = network;
      const [first] = stacks;
      // Of a name with a variable in it, or of an unnamed project, it is not known which network is meant.
      if (first === undefined || !external || madeBy !== null || name.includes('/')) continue;
      if (known !== null || builtIn.has(name)) continue;
      const [ask, who] = [stacks.length === 1 ? 'asks' : 'ask', fewNames(stacks)];
      yield {
        stack: first,
        severity: context.live ? 'error' : 'warning',
        subjects: [`network:${name}`, ...stacks.map((stack) => `stack:${stack}`)],
        message: context.live
          ? `${who} ${ask} for the network ${name}, which no stack here makes, and which does not exist. Make it first: ${networkCreateCommand(name)}`
          : `${who} ${ask} for the network ${name}, which no stack here makes. Where it is made by hand, say what it is under networks in bulkhead.yaml; else declare it in one of them without external.`,
        at: networkPlace(context, first, network),
        evidence: [name],
        parts: [['CN806', name]],
      };
    }
  },
};
