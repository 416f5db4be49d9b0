// CN806. Owns: networks that stacks are on and no stack makes.

import { networkCreateCommand } from '../../text/shell-word.ts';
import type { HostRule } from '../host-rule.ts';
import { fewNames, networkPlace } from './facts/host-networks.ts';

/** They are there on every Engine. */
const builtIn: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

const guest = `services:
  web:
    image: example/web:1
    networks: [proxy]
networks:
  proxy:
    external: true
`;
const maker = `services:
  traefik:
    image: traefik:3
    networks: [proxy]
networks:
  proxy:
    name: proxy
`;

export const externalNetworkMissing: HostRule = {
  id: 'CN806',
  slug: 'external-network-missing',
  title: 'No stack makes a network that stacks ask for',
  why: 'An external network has to be there before the stack comes up, else Compose ends with "network … declared as external, but could not be found". What it lets through, and whether it leads out, stands in none of these files.',
  severity: 'warning',
  source: 'N1; Compose: networks, external',
  examples: {
    invalid: [
      { 'blog/compose.yaml': guest },
      { 'blog/compose.yaml': guest, 'wiki/compose.yaml': guest },
      {
        'blog/compose.yaml': guest,
        'traefik/compose.yaml': maker
          .replace('[proxy]', '[front]')
          .replace('proxy:\n    name: proxy', 'front:'),
      },
    ],
    valid: [
      { 'blog/compose.yaml': guest, 'traefik/compose.yaml': maker },
      { 'blog/compose.yaml': guest, 'bulkhead.yaml': 'version: 1\nnetworks:\n  proxy:\n' },
      { 'blog/compose.yaml': guest.replace('networks: [proxy]', 'network_mode: none') },
    ],
  },
  *check(context) {
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
