// CN513. Owns: capability lists that have no effect as written. NET_BIND_SERVICE is CN507.

import { nameList } from '../compose/name-list.ts';
import { keyPlace } from '../compose/places.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Report, Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN513',
  slug: 'capability-has-no-effect',
  title: 'Capability setting has no effect',
  why: 'A process that is not root starts without capabilities whatever cap_add lists, a privileged one has all of them, and dropping ALL while adding ALL drops nothing. The setting only looks like protection.',
  severity: 'warning',
  source: 'K2, K6, K7 (measured)',
  concerns: ({ service }) => service.capAdd.length > 0 || service.capDrop.length > 0,
  *checkService({ service }) {
    if (service.privileged === true) yield privilegedReport(service);
    else if (includesAll(service.capAdd) && includesAll(service.capDrop)) yield addAndDropAllReport(service);
    else if (service.capAdd.length > 0 && isOrdinaryUser(service)) yield nonRootReport(service);
  },
};

function includesAll(texts: readonly string[]): boolean {
  return texts.some((text) => normalizeCapability(text) === 'ALL');
}

function isOrdinaryUser({ user, unset }: Service): boolean {
  const name = user?.split(':')[0] ?? '';
  return name !== '' && name !== 'root' && !/^0+$/.test(name) && !name.includes('$') && unset.length === 0;
}

function privilegedReport(service: Service): Report {
  const keys = [
    ...(service.capAdd.length > 0 ? ['cap_add'] : []),
    ...(service.capDrop.length > 0 ? ['cap_drop'] : []),
  ];
  return {
    subjects: [service.name],
    message: `${service.name} is privileged: ${keys.join(' and ')} ${keys.length === 1 ? 'is' : 'are'} ignored, it has every capability.`,
    at: keyPlace(service, keys[0] ?? 'cap_drop'),
    fixes: [
      {
        title: `Remove ${keys.join(' and ')}`,
        safe: true,
        operations: keys.map((key) => ({ type: 'unset' as const, service: service.name, key, item: null })),
      },
    ],
    evidence: ['privileged', ...keys],
    parts: keys.map((key) => ['CN513', service.name, key]),
  };
}

function addAndDropAllReport(service: Service): Report {
  const written = service.capAdd.find((text) => normalizeCapability(text) === 'ALL') ?? 'ALL';
  return {
    subjects: [service.name],
    message: `${service.name} drops ALL and adds ALL: it ends up with every capability.`,
    at: keyPlace(service, 'cap_drop'),
    fixes: [
      {
        title: `Remove ${written} from cap_add`,
        safe: false,
        operations: [{ type: 'cap-unadd', service: service.name, capability: written }],
      },
    ],
    evidence: ['ALL'],
  };
}

function nonRootReport(service: Service): Report {
  const names = service.capAdd.filter((text) => {
    const name = normalizeCapability(text);
    return name !== null && name !== 'NET_BIND_SERVICE' && name !== 'ALL';
  });
  return {
    subjects: [service.name],
    certainty: 'inferred',
    severity: names.length > 0 ? 'warning' : 'info',
    message: `${service.name} runs as ${service.user}: a process that is not root starts with none of ${nameList(service.capAdd)}. Only programs with file capabilities or setuid gain by them.`,
    at: keyPlace(service, 'cap_add'),
    fixes: [
      {
        title: 'Remove cap_add',
        safe: false,
        operations: [{ type: 'unset', service: service.name, key: 'cap_add', item: null }],
      },
    ],
    evidence: ['user', ...service.capAdd],
    parts: service.capAdd.map((text) => ['CN513', service.name, 'user', text]),
  };
}
