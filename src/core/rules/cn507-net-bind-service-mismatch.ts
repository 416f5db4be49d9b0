// CN507. Owns: ports below 1024 against network mode, user and capabilities, and `net.*` settings on the host's network.

import { nameList } from '../compose/name-list.ts';
import { itemPlace, keyPlace } from '../compose/places.ts';
import { effectiveCapabilities, normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Report, Rule } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { knownPorts } from '../images/catalogue.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { isOpen } from './facts/networks.ts';
import { bridgeFixes } from './fixes/bridge-fix.ts';

const lowPortSetting = 'net.ipv4.ip_unprivileged_port_start';

export const rule: Rule = {
  id: 'CN507',
  slug: 'net-bind-service-mismatch',
  title: 'Privileged-port handling does not match the network mode',
  why: "In its own network namespace a container can listen on any port, since the Engine lifts the limit for low ports there. On the host's network the usual limit applies, and network settings cannot be changed.",
  severity: 'info',
  loweredTo: { cis: 'info' },
  source: 'semantics 3.3 (measured); moby#41030',
  reads: ['sysctls'],
  // PD12: elsewhere the limit holds in every namespace (CN517).
  applies: ({ reach }) => engineBehaviour(reach.options).lowPortsFree,
  concerns: (view) => view.service.capAdd.length > 0 || isOpen(view),
  *checkService(view) {
    const { service } = view;
    if (!isOpen(view)) yield* needlessReport(view);
    else if (service.mode.kind === 'host') {
      yield* refusedSettingsReport(service);
      yield* closedPorts(service);
    }
  },
};

function* needlessReport({ service, facts }: ServiceView): Iterable<Report> {
  const written = service.capAdd.find((text) => normalizeCapability(text) === 'NET_BIND_SERVICE');
  const limited = service.sysctls.some(({ key }) => key === lowPortSetting);
  if (written === undefined || limited || facts.owner === null) return;
  const dropped = service.capDrop.some((text) =>
    ['ALL', 'NET_BIND_SERVICE'].includes(normalizeCapability(text) ?? ''),
  );
  yield {
    severity: 'info',
    subjects: [service.name],
    message: `${service.name} adds NET_BIND_SERVICE, but listens in a network namespace of its own, where any port is free.`,
    at: itemPlace(service, 'cap_add', written),
    fixes: [
      {
        title: `Remove ${written}`,
        // K8: with the defaults dropped, a program that carries the capability in its file would not start.
        safe: !dropped,
        operations: [{ type: 'cap-unadd', service: service.name, capability: written }],
      },
    ],
    evidence: ['needless'],
  };
}

function* refusedSettingsReport(service: Service): Iterable<Report> {
  const settings = service.sysctls.filter(({ key }) => key.startsWith('net.'));
  const [first] = settings;
  if (!first) return;
  const keys = settings.map(({ key }) => key);
  yield {
    severity: 'error',
    subjects: [service.name],
    message: `${service.name} sets ${nameList(keys)} on the host's network: the Engine refuses to start it.`,
    at: ['services', service.name, ...first.path],
    fixes: [
      {
        title: `Remove ${nameList(keys)}`,
        safe: true,
        operations: keys.map((item) => ({
          type: 'unset' as const,
          service: service.name,
          key: 'sysctls',
          item,
        })),
      },
    ],
    evidence: keys,
    parts: keys.map((key) => ['CN507', service.name, key]),
  };
}

function* closedPorts(service: Service): Iterable<Report> {
  const port = knownPorts(service).find(({ first }) => first < 1024)?.first;
  if (port === undefined) return;
  const user = service.user?.split(':')[0] ?? '';
  if (user === '' || user === 'root' || /^0+$/.test(user)) yield* droppedRightReport(service, port);
  else if (!user.includes('$')) yield needsRootReport(service, port, user);
}

function needsRootReport(service: Service, port: number, user: string): Report {
  return {
    severity: 'warning',
    subjects: [service.name],
    message: `${service.name} runs as ${user} on the host's network, where port ${port} requires root; no capability changes that.`,
    at: ['services', service.name, 'user'],
    fixes: bridgeFixes(service),
    evidence: [String(port), user],
  };
}

function* droppedRightReport(service: Service, port: number): Iterable<Report> {
  const { bounding } = effectiveCapabilities(service);
  if (bounding.includes('NET_BIND_SERVICE')) return;
  yield {
    severity: 'warning',
    subjects: [service.name],
    message: `${service.name} drops NET_BIND_SERVICE on the host's network, where port ${port} requires it.`,
    at: keyPlace(service, 'cap_drop'),
    fixes: [
      {
        title: 'Add NET_BIND_SERVICE back',
        safe: false,
        operations: [{ type: 'cap-add', service: service.name, capability: 'NET_BIND_SERVICE' }],
      },
    ],
    evidence: [String(port), 'dropped'],
  };
}
