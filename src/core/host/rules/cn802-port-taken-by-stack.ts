// CN802. Owns: one host port that services of several stacks claim. Within one stack that is CN107.

import type { Fix } from '../../analysis/findings/finding.ts';
import { splitHostName } from '../host.ts';
import type { HostContext, HostRule } from '../host-rule.ts';
import { firstFreePort, type PortClaim, portClaims, portsClash } from '../port-table.ts';
import { fewNames, isOneProject } from './facts/host-networks.ts';

/** Two items of `ports` that meet, on one port or more. */
interface Clash {
  readonly culprit: PortClaim;
  readonly other: PortClaim;
  readonly ports: string[];
}

const web = (port: string): string => `services:
  web:
    image: example/web:1
    ports: [${port}]
`;

export const portTakenByStack: HostRule = {
  id: 'CN802',
  slug: 'port-taken-by-stack',
  title: 'Two stacks publish one port of the host',
  why: 'The host has each port once. The stack that comes up second fails with "port is already allocated", and after a restart it may be the other one.',
  severity: 'error',
  source: 'semantics 1.2, F4 (measured)',
  examples: {
    invalid: [
      { 'blog/compose.yaml': web('"8080:80"'), 'wiki/compose.yaml': web('"8080:3000"') },
      { 'blog/compose.yaml': web('"127.0.0.1:8080:80"'), 'wiki/compose.yaml': web('"0.0.0.0:8080:80"') },
      { 'blog/compose.yaml': web('"[::1]:8080:80"'), 'wiki/compose.yaml': web('"8080:80"') },
      { 'blog/compose.yaml': web('"8080-8089:80-89"'), 'wiki/compose.yaml': web('"8081:80"') },
    ],
    valid: [
      { 'blog/compose.yaml': web('"8080:80"'), 'wiki/compose.yaml': web('"8081:80"') },
      { 'blog/compose.yaml': web('"127.0.0.1:8080:80"'), 'wiki/compose.yaml': web('"192.168.1.5:8080:80"') },
      { 'blog/compose.yaml': web('"0.0.0.0:8080:80"'), 'wiki/compose.yaml': web('"[::]:8080:80"') },
      { 'blog/compose.yaml': web('"53:53/tcp"'), 'wiki/compose.yaml': web('"53:53/udp"') },
      { 'blog/compose.yaml': web('"8080:80"'), 'wiki/compose.yaml': web('"${PORT}:80"') },
      { 'blog/compose.yaml': web('"8080:80"'), 'wiki/compose.yaml': web('"80"') },
    ],
  },
  *check(context) {
    const claims = [...portClaims(context)];
    for (const { culprit, other, ports } of clashesOf(context, claims)) {
      const { service, stack, index } = culprit;
      yield {
        stack,
        subjects: [service, other.service],
        message: `${service} publishes host port ${fewNames(ports)}, and so does ${other.service}: only one of the two can run.`,
        at: ['services', splitHostName(service).service, 'ports', index],
        fixes: renumber(context, culprit, claims),
        evidence: [other.service, ...ports],
        parts: ports.map((port) => ['CN802', service, port]),
      };
    }
  },
};

/** Each claim of a later stack with the first one that it meets. */
function clashesOf(context: HostContext, claims: readonly PortClaim[]): Iterable<Clash> {
  const byPort = new Map<string, PortClaim[]>();
  const clashes = new Map<string, Clash>();
  for (const claim of claims) {
    const text = `${claim.port}/${claim.protocol}`;
    const earlier = byPort.get(text);
    if (!earlier) byPort.set(text, [claim]);
    else {
      const other = earlier.find(
        (one) => portsClash(one, claim) && !isOneProject(context, one.stack, claim.stack),
      );
      earlier.push(claim);
      if (!other) continue;
      const key = JSON.stringify([claim.service, claim.index, other.service]);
      const clash = clashes.get(key);
      if (clash) clash.ports.push(text);
      else clashes.set(key, { culprit: claim, other, ports: [text] });
    }
  }
  return clashes.values();
}

/** The next port that nobody on the host claims, which counts as claimed from then on; a range has to be changed by hand. */
function renumber({ analyses }: HostContext, culprit: PortClaim, claims: PortClaim[]): readonly Fix[] {
  const { stack, service: full, index, port } = culprit;
  const { service } = splitHostName(full);
  const item = analyses
    .get(stack)
    ?.topology.services.get(service)
    ?.ports.find((one) => one.index === index);
  const taken = claims.filter(({ protocol }) => protocol === culprit.protocol).map((claim) => claim.port);
  const next = firstFreePort(new Set(taken), port + 1);
  if (item?.bindings.length !== 1 || next === null) return [];
  claims.push({ ...culprit, port: next });
  const { protocol } = culprit;
  const operation = { type: 'host-port', service, from: String(port), to: String(next), protocol } as const;
  return [{ title: `Publish ${full} on ${next}`, safe: false, operations: [operation] }];
}
