// P3 to P7, P9, P10: what the processes of a container may do beyond it.

import { oncePer } from '../../compose/once-per.ts';
import { effectiveCapabilities } from '../../compose/project/read/capabilities.ts';
import type { Service } from '../../compose/topology.ts';
import { keyPlace } from '../places.ts';
import { isHostGrade, isWeakening } from '../rules/facts/host-grade-capabilities.ts';
import type { Escape } from './escape.ts';

const unconfined = /^(?:(?:seccomp|apparmor|systempaths)[:=]unconfined|label[:=]disable)$/i;

/** The escapes that privileges of a service give, in the order of their rules. */
export const privilegeEscapes = oncePer((service: Service): readonly Escape[] => {
  const { name } = service;
  const found: Escape[] = [];
  const add = (rule: string, grade: Escape['grade'], text: string, at: Escape['at'], certain = true) =>
    found.push({ rule, grade, certain, text, at });

  if (service.privileged !== false) {
    const certain = service.privileged === true;
    add('P3', 'host', 'is privileged', keyPlace(service, 'privileged'), certain);
  }
  for (const { kind, privileged, path } of service.hooks) {
    if (privileged === false || service.privileged === true) continue;
    const certain = privileged === true;
    add('P3', 'host', `runs a ${kind} hook privileged`, ['services', name, ...path], certain);
  }
  if (service.pid === 'host')
    add('P4', 'weakens', 'sees every process of the host', keyPlace(service, 'pid'));
  else if (service.pid !== null) {
    add('P4', 'weakens', `sees the processes of ${service.pid}`, keyPlace(service, 'pid'));
  }
  const { effective } = effectiveCapabilities(service);
  service.capAdd.forEach((text, index) => {
    if (service.privileged === true) return;
    if (isWeakening(service, text)) {
      add('P5', 'weakens', `has ${text}, which leads towards the host`, ['services', name, 'cap_add', index]);
      return;
    }
    if (!isHostGrade(service, text)) return;
    // K7: without root the capability waits for a setuid program.
    const grade = effective.length > 0 ? 'host' : 'weakens';
    add('P5', grade, `has ${text}, which reaches the host`, ['services', name, 'cap_add', index]);
  });
  if (service.privileged !== true && effective.includes('NET_ADMIN')) {
    const text = 'may set routes, forward and listen on its networks (NET_ADMIN)';
    add('P6', 'network', text, keyPlace(service, 'cap_add'));
  }
  const neighbours =
    (service.mode.kind === 'networks' || service.mode.kind === 'network') && service.privileged !== true;
  if (neighbours && effective.includes('NET_RAW')) {
    const text = 'may listen to neighbours and forge their addresses (NET_RAW, there by default)';
    add('P7', 'weakens', text, keyPlace(service, 'cap_add'));
  }
  service.securityOpt.forEach((option, index) => {
    if (!unconfined.test(option.replace(/\s/g, ''))) return;
    add('P9', 'weakens', `runs with ${option}`, ['services', name, 'security_opt', index]);
  });
  if (service.usernsMode === 'host') {
    add('P10', 'weakens', 'keeps the user ids of the host', keyPlace(service, 'userns_mode'));
  }
  return found;
});
