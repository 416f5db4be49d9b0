// CN509. Owns: the two settings that cost little and take much: dropping capabilities, and no new privileges.

import type { Operation } from '../../compose/operations/operation.ts';
import { normalizeCapability } from '../../compose/project/normalize-capability.ts';
import type { Service } from '../../compose/topology.ts';
import type { Rule } from '../finding.ts';

export const cn509: Rule = {
  id: 'CN509',
  slug: 'hardening-baseline',
  title: 'Privilege baseline not set (cap_drop ALL, no-new-privileges)',
  why: 'A container starts with fourteen capabilities, most of which it never uses, and may gain more through setuid programs. Dropping all and adding back what is needed is the cheapest hardening there is.',
  severity: 'info',
  source: 'K3, K4; OWASP Docker Security 3, 4; CIS Docker 5.4, 5.26',
  examples: {
    invalid: [
      'services:\n  a:\n    image: example/a:1\n',
      'services:\n  a:\n    image: example/a:1\n    cap_drop: [ALL]\n  b:\n    image: example/b:1\n    cap_drop: [ALL]\n    security_opt: ["no-new-privileges:true"]\n',
    ],
    valid: [
      'services:\n  a:\n    image: example/a:1\n    cap_drop: [ALL]\n    security_opt: [no-new-privileges]\n',
      'services:\n  a:\n    image: example/a:1\n    cap_drop: [all]\n    security_opt: ["no-new-privileges=true"]\n',
    ],
  },
  *check({ topology, reach }) {
    const services = reach.services
      .map((name) => topology.services.get(name))
      .filter((one) => one !== undefined);
    const bare = services
      .map((service) => ({ service, missing: missingFrom(service) }))
      .filter(({ missing }) => missing.length > 0);
    if (bare.length === 0) return;
    // A rule that trips on all of a file is a note about the file.
    if (bare.length === services.length) {
      yield {
        subjects: [],
        message: 'No service drops all capabilities and forbids new privileges.',
        at: ['services'],
        evidence: ['file'],
      };
      return;
    }
    for (const { service, missing } of bare) {
      yield {
        subjects: [service.name],
        message: `${service.name} lacks ${missing.join(' and ')}, which others in this file have.`,
        at: ['services', service.name],
        fixes: [
          {
            title: `Set ${missing.join(' and ')}`,
            safe: false,
            operations: missing.map((what) => operationFor(service.name, what)),
          },
        ],
        evidence: missing,
      };
    }
  },
};

type Missing = 'cap_drop: ALL' | 'no-new-privileges';

function missingFrom({ capDrop, securityOpt, privileged }: Service): readonly Missing[] {
  const missing: Missing[] = [];
  const dropsAll = capDrop.some((text) => normalizeCapability(text) === 'ALL');
  // K6: privileged ignores the lists.
  if (!dropsAll && privileged !== true) missing.push('cap_drop: ALL');
  const forbids = securityOpt.some((option) => /^no-new-privileges(?:\s*[:=]\s*true)?$/.test(option));
  if (!forbids) missing.push('no-new-privileges');
  return missing;
}

function operationFor(service: string, what: Missing): Operation {
  return what === 'cap_drop: ALL'
    ? { type: 'cap-drop', service, capability: 'ALL' }
    : { type: 'security-opt', service, option: 'no-new-privileges:true' };
}
