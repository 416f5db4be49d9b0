// CN303. Owns: services on the host's network, or meant to be, whose own lines do not show it. A plain `network_mode: host` is CN301.

import { attachmentPlace } from '../compose/places.ts';
import type { Network } from '../compose/topology.ts';
import type { Fix, Report, Rule } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';

const engineNetworks: ReadonlySet<string> = new Set(['host', 'none', 'bridge']);

export const rule: Rule = {
  id: 'CN303',
  slug: 'hidden-open-container',
  title: 'Service is on the host network without network_mode: host',
  why: "A service that joins one on the host's network is on the host's network too: it reaches every bridge and the host's loopback, and nothing in its own section says so. A service that is attached by name to one of the Engine's own networks does not start at all.",
  severity: 'error',
  source: 'A15, A16, C1 (measured)',
  *checkService(view) {
    const { service, facts, owner } = view;
    if (facts.isolation === 'joined' && owner?.mode.kind === 'host') yield joinedReport(view, owner.name);
    if (service.mode.kind !== 'networks') return;
    for (const network of view.networks) {
      const named = networkOfEngine(network);
      if (named !== null) yield attachedReport(view, network.name, named);
    }
  },
};

/** Returns the Engine's own network that a network of the file stands for; null for all others. */
function networkOfEngine({ external, driver, dockerName, name }: Network): string | null {
  if (external === true) {
    const real = dockerName ?? name;
    return engineNetworks.has(real) ? real : null;
  }
  return driver === 'host' ? 'host' : null;
}

function joinedReport({ service: { name } }: ServiceView, owner: string): Report {
  return {
    subjects: [name, owner],
    message: `${name} joins ${owner}, which is on the host's network, so ${name} is too.`,
    at: ['services', name, 'network_mode'],
    fixes: projectNetworkFix(name),
    evidence: ['joined', owner],
  };
}

function attachedReport({ service }: ServiceView, network: string, named: string): Report {
  return {
    subjects: [service.name, `network:${network}`],
    message: `${service.name} is attached to the Engine's own network '${named}' by name: the Engine refuses to start it. Use network_mode, or a network of the project.`,
    at: attachmentPlace(service, network),
    fixes: projectNetworkFix(service.name),
    evidence: ['attached', named],
  };
}

function projectNetworkFix(service: string): readonly Fix[] {
  const mode = { kind: 'networks' as const, networks: ['default'] };
  return [{ title: "Use the project's network", safe: false, operations: [{ type: 'mode', service, mode }] }];
}
