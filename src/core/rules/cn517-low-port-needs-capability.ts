// CN517. Owns: ports below 1024 on Engines that keep the limit in every namespace. Docker's own are CN507.

import { keyPlace } from '../compose/places.ts';
import { holdsPort } from '../compose/project/ports/port-range.ts';
import { effectiveCapabilities, normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';
import { knownPorts, statedPorts } from '../images/catalogue.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';

const lowPortSetting = 'net.ipv4.ip_unprivileged_port_start';

export const rule: Rule = {
  id: 'CN517',
  slug: 'low-port-needs-capability',
  title: 'Port below 1024 fails without NET_BIND_SERVICE',
  why: 'Docker lifts the limit for low ports inside a container; Podman does not. Under Podman a port below 1024 requires NET_BIND_SERVICE, which root has unless it is dropped, and another user only if it is added. A container that runs under Docker stops at once there.',
  severity: 'error',
  source: 'PD12 (measured)',
  applies: ({ reach }) => !engineBehaviour(reach.options).lowPortsFree,
  *checkService({ service, owner }) {
    if (owner === null || service.privileged !== false) return;
    const limit = firstUnprivilegedPort(owner);
    const port = knownPorts(service).find(({ first }) => first < limit)?.first;
    if (port === undefined || service.user?.includes('$') || mayBind(service)) return;
    const { name, user } = service;
    const cause = isRoot(user) ? 'drops NET_BIND_SERVICE' : `runs as ${user} without NET_BIND_SERVICE`;
    yield {
      certainty: statedPorts(service).some((range) => holdsPort(range, port)) ? 'certain' : 'inferred',
      subjects: [name],
      message: `${name} ${cause}, and this Engine requires it for ports below ${limit}: port ${port} fails.`,
      at: keyPlace(service, isRoot(user) ? 'cap_drop' : 'user'),
      fixes: [
        {
          title: 'Add NET_BIND_SERVICE',
          safe: false,
          operations: [{ type: 'cap-add', service: name, capability: 'NET_BIND_SERVICE' }],
        },
      ],
      evidence: [String(port), isRoot(user) ? 'dropped' : 'user'],
    };
  },
};

/** Returns the first unprivileged port in the namespace of `owner`. */
function firstUnprivilegedPort({ sysctls }: Service): number {
  const text = sysctls.find(({ key }) => key === lowPortSetting)?.value ?? null;
  const number = text === null ? Number.NaN : Number(text);
  return Number.isInteger(number) ? number : text === null ? 1024 : 0;
}

/** True when the process may bind low ports: a user other than root has only added capabilities (K7). */
function mayBind(service: Service): boolean {
  if (isRoot(service.user)) return effectiveCapabilities(service).bounding.includes('NET_BIND_SERVICE');
  return service.capAdd.some((text) => ['ALL', 'NET_BIND_SERVICE'].includes(normalizeCapability(text) ?? ''));
}

function isRoot(user: string | null): boolean {
  const name = user?.split(':')[0] ?? '';
  return name === '' || name === 'root' || /^0+$/.test(name);
}
