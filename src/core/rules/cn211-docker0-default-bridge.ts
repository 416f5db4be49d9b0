// CN211. Owns: services on the Engine's own default bridge.

import { nameList } from '../compose/name-list.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN211',
  slug: 'docker0-default-bridge',
  title: 'Service uses the legacy docker0 bridge',
  why: "The Engine's default bridge holds every container that was started without a network, from any project, and all of them reach each other. It has no DNS, so only links provide names there.",
  severity: 'warning',
  raisedIn: ['cis'],
  source: 'D5, C2 (measured); CIS Docker 5.30',
  *check({ checked, views }) {
    for (const { service } of checked.values()) {
      if (service.mode.kind !== 'bridge') continue;
      yield {
        subjects: [service.name],
        message: `${service.name} is on the Engine's default bridge, with every other container that names no network.`,
        at: ['services', service.name, 'network_mode'],
        fixes: [moveAll([...views.values()].map((view) => view.service))],
        evidence: ['bridge'],
        group: 'default-bridge',
      };
    }
  },
};

/** Returns the fix that moves all services at once: a service that left alone would no longer reach the others. */
function moveAll(services: readonly Service[]): Fix {
  const names = services.filter(({ mode }) => mode.kind === 'bridge').map(({ name }) => name);
  const mode = { kind: 'networks' as const, networks: ['default'] };
  return {
    title: `Move ${nameList(names)} to the project's network`,
    safe: false,
    operations: names.map((service) => ({ type: 'mode' as const, service, mode })),
  };
}
