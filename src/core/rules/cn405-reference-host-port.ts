// CN405. Owns: references by name that use the host port instead of the container port.

import { containerPortBehind } from '../compose/project/ports/port-range.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { isKnownPort } from '../images/catalogue.ts';
import type { Need } from '../needs/needs.ts';
import { references } from './facts/read-keys.ts';
import { replaceInSetting } from './fixes/replace-in-setting.ts';

export const rule: Rule = {
  id: 'CN405',
  slug: 'reference-host-port',
  title: 'URL uses the published host port where the container port is needed',
  why: "The name of a service resolves to its container, where only the container's own port is open. The published port exists on the host; nothing listens on it inside the container.",
  severity: 'warning',
  source: 'C2, O1 (measured)',
  reads: references,
  *check({ needs, topology, reach, checked }) {
    const seen = new Set<string>();
    for (const need of needs.all) {
      if (need.port === null || need.kind !== 'reference' || !checked.has(need.from)) continue;
      const target = topology.services.get(need.to);
      const meant = target ? containerPort(target, need.port) : null;
      if (meant === null || !reach.facts.has(need.to) || reach.direct(need.from, need.to) !== true) continue;
      const key = `${need.from}\n${need.to}\n${need.port}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield {
        certainty: need.certainty,
        subjects: [need.from, need.to],
        message: `${need.from} connects to ${need.name} on port ${need.port}, which is the host's port; in the container it listens on ${meant}.`,
        at: need.at,
        fixes: fixesFor(topology.services.get(need.from), need, meant),
        evidence: [need.to, String(need.port), String(meant)],
      };
    }
  },
};

/** Returns the container port behind a host port that is no container port; null for any other port. */
function containerPort(service: Service, port: number): number | null {
  if (service.ports.length === 0) return null;
  for (const { bindings } of service.ports) {
    for (const binding of bindings) {
      const behind = containerPortBehind(binding, port);
      if (behind !== null && behind !== port) return isKnownPort(service, port) ? null : behind;
    }
  }
  return null;
}

function fixesFor(service: Service | undefined, { name, port, at }: Need, meant: number): readonly Fix[] {
  const operation = service ? replaceInSetting(service, at, `${name}:${port}`, `${name}:${meant}`) : null;
  return operation ? [{ title: `Write ${name}:${meant}`, safe: false, operations: [operation] }] : [];
}
