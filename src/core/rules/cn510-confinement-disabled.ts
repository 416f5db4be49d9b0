// CN510. Owns: seccomp, AppArmor, SELinux and masked paths switched off, new privileges allowed in so many words. A label given up for a
// runtime socket is CN502.

import { accessBy, hostAccess } from '../blast/host-access.ts';
import { nameList } from '../compose/name-list.ts';
import { itemPlace } from '../compose/places.ts';
import type { Rule } from '../findings/finding.ts';

const privilegeGainOptions = /^no-new-privileges\s*[:=]\s*false$/i;

export const rule: Rule = {
  id: 'CN510',
  slug: 'confinement-disabled',
  title: 'seccomp, AppArmor or SELinux confinement switched off',
  why: "The Engine's default profile blocks the system calls and files that container escapes rely on. Programs rarely need them; a custom profile allows a program the calls that it needs and keeps the other restrictions.",
  severity: 'error',
  raisedIn: ['cis'],
  source: 'OWASP Docker Security 6; CIS Docker 5.2, 5.3, 5.22',
  concerns: ({ service }) => service.securityOpt.length > 0 && service.privileged !== true,
  *checkService({ service }) {
    const access = hostAccess(service);
    const socket = accessBy(access, 'runtime-socket').some(({ by }) => by.mount !== null);
    const disabling = new Set(accessBy(access, 'unconfined').map(({ by }) => by.item));
    const found = service.securityOpt.filter(
      (option) =>
        privilegeGainOptions.test(option) || (disabling.has(option) && !(socket && /^label/i.test(option))),
    );
    const [first] = found;
    if (first === undefined) return;
    const regains = found.every((option) => privilegeGainOptions.test(option));
    yield {
      severity: regains ? 'warning' : 'error',
      subjects: [service.name],
      message: regains
        ? `${service.name} lets its programs gain rights that it was not started with: ${nameList(found)}.`
        : `${service.name} runs without confinement: ${nameList(found)}.`,
      at: itemPlace(service, 'security_opt', first),
      fixes: [
        {
          title: `Remove ${nameList(found)}`,
          safe: false,
          operations: found.map((item) => ({
            type: 'unset' as const,
            service: service.name,
            key: 'security_opt',
            item,
          })),
        },
      ],
      restOf: { kind: 'privileged', service: service.name },
      evidence: found.map((option) => option.toLowerCase().replace(/\s*=\s*/, ':')),
      parts: found.map((option) => ['CN510', service.name, option.toLowerCase().replace(/\s*=\s*/, ':')]),
    };
  },
};
