// CN501. Owns: `privileged` of a service, of its hooks and of its build, in any spelling, after interpolation.

import { accessBy, hostAccess } from '../blast/host-access.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { catalogueEntry } from '../images/catalogue.ts';

export const rule: Rule = {
  id: 'CN501',
  slug: 'privileged-container',
  title: 'privileged: true',
  why: 'A privileged container has every capability and every device of the host: one command is enough to leave it, and network isolation then no longer counts. Most services need one device or one capability instead.',
  severity: 'error',
  raisedIn: ['cis'],
  source: 'P3, K6; OWASP Docker Security 3; CIS Docker 5.5',
  reads: ['build', 'post_start', 'pre_stop'],
  concerns: ({ service: { privileged, buildPrivileged, hooks } }) =>
    privileged === true || buildPrivileged === true || hooks.length > 0,
  *checkService({ service }) {
    const { name, privileged, buildPrivileged } = service;
    const hooks = accessBy(hostAccess(service), 'privileged-hook');
    const hook = hooks.find(({ effect }) => effect.certain)?.by.hook;
    const hookParts = hook ? [['CN501', name, hook.kind]] : [];
    if (hook && privileged !== true) {
      yield {
        subjects: [name],
        message: `${name} runs a ${hook.kind} command as a privileged process: it can do anything on the host that root can.`,
        at: ['services', name, ...hook.path, 'privileged'],
        evidence: [hook.kind],
        parts: hookParts,
      };
    }
    if (buildPrivileged === true) {
      yield {
        severity: 'warning',
        subjects: [name],
        message: `${name} is built with the rights of a privileged container: everything that its build fetches and runs has them.`,
        at: ['services', name, 'build', 'privileged'],
        evidence: ['build'],
      };
    }
    if (privileged !== true) return;
    yield {
      subjects: [name],
      message: `${name} is privileged: it can do anything on the host that root can.`,
      at: ['services', name, 'privileged'],
      fixes: withoutPrivileged(service),
      evidence: ['privileged'],
      // Privileged hooks are a finding of their own once the service is not privileged.
      parts: [['CN501', name, 'privileged'], ...hookParts],
    };
  },
};

/** Returns the fix that keeps the rights that the service needs. Docker in a container needs all of them, so it gets no fix. */
function withoutPrivileged({ name, image, capAdd }: Service): readonly Fix[] {
  if (/(?:^|\/)(?:docker(?::.*dind|$)|dind|kind|k3s|sysbox)/.test(image ?? '')) return [];
  const unset: Operation = { type: 'unset', service: name, key: 'privileged', item: null };
  const kind = catalogueEntry(image)?.kind;
  if (kind === 'network-tool' || kind === 'vpn') {
    const needed = ['NET_ADMIN', 'NET_RAW'].filter((capability) => !capAdd.includes(capability));
    const added = needed.map((capability): Operation => ({ type: 'cap-add', service: name, capability }));
    return [
      { title: 'Replace privileged by NET_ADMIN and NET_RAW', safe: false, operations: [unset, ...added] },
    ];
  }
  return [{ title: 'Remove privileged', safe: false, operations: [unset] }];
}
