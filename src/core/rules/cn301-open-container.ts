// CN301. Owns: services whose own mode is `host`. Services that join another on the host's network are CN303.

import { effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';
import { catalogueEntry, mayBeRoot } from '../images/catalogue.ts';
import { bridgeBesideNeeds } from './fixes/bridge-fix.ts';

export const rule: Rule = {
  id: 'CN301',
  slug: 'open-container',
  title: "Service runs in the host's network namespace",
  why: "The container shares the host's network: it reaches every listener on the host's loopback and every container on every bridge, internal ones included, and each port it listens on is open without being published.",
  severity: 'warning',
  raisedIn: ['cis'],
  loweredTo: { homelab: 'info' },
  source: 'H7, X14, O12 (measured); CIS Docker 5.10',
  *check(context) {
    for (const { service, tier } of context.checked.values()) {
      const { name } = service;
      if (service.mode.kind !== 'host') continue;
      const data = tier === 'data';
      const proxy = catalogueEntry(service.image)?.kind === 'proxy';
      const role = data ? ' It keeps data.' : proxy ? ' It faces the outside.' : '';
      yield {
        severity: data || proxy ? 'error' : 'warning',
        subjects: [name],
        message: `${name} uses the host's network: it reaches the host's loopback and every bridge, and each port it listens on is open.${rawNote(service)}${role}`,
        at: ['services', name, 'network_mode'],
        fixes: bridgeBesideNeeds(context, service),
        evidence: ['host'],
      };
    }
  },
};

/** Returns a note on raw sockets at the host's interfaces, for a process that is known to be root; '' for others. */
function rawNote(service: Service): string {
  const asked = service.capAdd.some((text) => /^(?:CAP_)?NET_RAW$/i.test(text));
  if (!effectiveCapabilities(service).bounding.includes('NET_RAW')) return '';
  if (!asked && mayBeRoot(service) !== true) return '';
  return " With NET_RAW it can read and forge traffic on the host's interfaces.";
}
