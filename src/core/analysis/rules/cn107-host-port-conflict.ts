// CN107. Owns: one host port that two services claim. Replicas of one service are CN603, members of one namespace CN307.

import type { Fix, ProjectRule, RuleContext, RuleExamples } from '../findings/finding.ts';
import { bindAddressesMeet } from './facts/addresses.ts';
import { oncePerContext } from './facts/once-per-context.ts';
import { claimedAddress, fixedHostPort } from './facts/publishes.ts';

interface Claim {
  readonly service: string;
  readonly hostIp: string;
  readonly hostPort: string;
  readonly protocol: string;
  readonly index: number;
}

export const cn107: ProjectRule = {
  id: 'CN107',
  slug: 'host-port-conflict',
  title: 'Two services claim the same host address and port',
  why: 'The host has each port once. The second service to start fails with "port is already allocated", and which one is second changes from run to run.',
  severity: 'error',
  source: 'semantics 1.2 (measured)',
  *check(context) {
    const { checked } = context;
    for (const [key, claims] of claimsByPort(context)) {
      if (claims.length < 2) continue;
      const [first, second] = clash(claims);
      if (!first || !second) continue;
      if (!checked.has(second.service) && !checked.has(first.service)) continue;
      const culprit = checked.has(second.service) ? second : first;
      const other = culprit === second ? first : second;
      yield {
        subjects: [culprit.service, other.service],
        message: `${culprit.service} and ${other.service} both publish host port ${key}: only one of them can start.`,
        at: ['services', culprit.service, 'ports', culprit.index],
        fixes: renumber(context, culprit),
        evidence: [key, other.service],
      };
    }
  },
};

/** Claims of live fixed host ports by `port/protocol`; a port of a range counts under each of its numbers. */
const claimsByPort = oncePerContext((context): ReadonlyMap<string, readonly Claim[]> => {
  const claims = new Map<string, Claim[]>();
  for (const [name, { facts, service }] of context.views) {
    if (facts.published.length === 0 || facts.owner !== name) continue;
    for (const port of facts.published) {
      if (port.service !== name || port.reachableFrom === 'nowhere') continue;
      // Of a range a free port is chosen, and an unset variable may hold any port: no conflict is certain.
      if (
        fixedHostPort(port.hostPort) === null ||
        service.ports.some((item) => item.index === port.index && item.unset.length > 0)
      )
        continue;
      const key = `${port.hostPort}/${port.protocol}`;
      const claim: Claim = { ...port, service: name, hostIp: claimedAddress(service, port) };
      const list = claims.get(key);
      if (list) list.push(claim);
      else claims.set(key, [claim]);
    }
  }
  return claims;
});

/** The first two claims of different services whose addresses overlap. */
function clash(claims: readonly Claim[]): readonly Claim[] {
  for (const [position, second] of claims.entries()) {
    const first = claims
      .slice(0, position)
      .find((one) => one.service !== second.service && bindAddressesMeet(one.hostIp, second.hostIp));
    if (first) return [first, second];
  }
  return [];
}

/** Publishes on the next host port that nobody claims; nothing is offered for a range. */
function renumber(context: RuleContext, claim: Claim): readonly Fix[] {
  const service = context.topology.services.get(claim.service);
  const item = service?.ports.find(({ index }) => index === claim.index);
  if (item?.bindings.length !== 1) return [];
  let next = Number(claim.hostPort) + 1;
  while (next <= 65535 && claimsByPort(context).has(`${next}/${claim.protocol}`)) next++;
  if (next > 65535) return [];
  const { service: name, hostPort: from, protocol } = claim;
  return [
    {
      title: `Publish ${name} on ${next}`,
      safe: false,
      operations: [{ type: 'host-port', service: name, from, to: String(next), protocol }],
    },
  ];
}

export const cn107Examples: RuleExamples = {
  invalid: [
    'services:\n  a:\n    image: example/a:1\n    ports: ["127.0.0.1:8080:80"]\n  b:\n    image: example/b:1\n    ports: ["127.0.0.1:8080:8000"]\n',
    'services:\n  a:\n    image: example/a:1\n    ports: ["8080:80"]\n  b:\n    image: example/b:1\n    ports: ["127.0.0.1:8080:80"]\n',
    'services:\n  a:\n    image: example/a:1\n    ports: ["127.0.0.1:8080-8082:80-82"]\n  b:\n    image: example/b:1\n    ports: ["127.0.0.1:8081:80"]\n',
  ],
  valid: [
    'services:\n  a:\n    image: example/a:1\n    ports: ["127.0.0.1:8080:80"]\n  b:\n    image: example/b:1\n    ports: ["192.168.1.5:8080:80"]\n',
    'services:\n  a:\n    image: example/a:1\n    ports: ["127.0.0.1:53:53/tcp"]\n  b:\n    image: example/b:1\n    ports: ["127.0.0.1:53:53/udp"]\n',
    'services:\n  a:\n    image: example/a:1\n    ports: ["0.0.0.0:8080:80"]\n  b:\n    image: example/b:1\n    ports: ["[::]:8080:80"]\n',
    'services:\n  a:\n    image: example/a:1\n    ports: ["127.0.0.1:8080:80"]\n    profiles: [one]\n  b:\n    image: example/b:1\n    ports: ["127.0.0.1::80"]\n',
  ],
};
