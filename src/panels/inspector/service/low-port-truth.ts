import type { Service } from '../../../core/compose/topology.ts';

const sysctl = 'net.ipv4.ip_unprivileged_port_start';

function isRoot(user: string | null): boolean {
  const name = (user ?? '').split(':')[0];
  return name === '' || name === 'root' || name === '0';
}

/** What NET_BIND_SERVICE is good for in this service's mode, on Docker Engine 20.10 and later (rule B). */
export function lowPortTruth(service: Service, holds: boolean): string {
  if (service.mode.kind === 'host') {
    if (!isRoot(service.user))
      return 'On the host network a user other than root cannot listen below 1024, with or without it.';
    return holds
      ? 'On the host network root needs it to listen below 1024, and has it.'
      : 'On the host network root cannot listen below 1024 without it.';
  }
  if (service.mode.kind === 'none') return 'Not needed: nobody connects to a closed container.';
  const start = service.sysctls.find(({ key }) => key === sysctl)?.value;
  if (start !== undefined && start !== null && start !== '0') {
    return `${sysctl} is set to ${start} here, so lower ports need it.`;
  }
  if (service.mode.kind === 'service' || service.mode.kind === 'container') {
    return 'Not needed here unless the owner is on the host network: Docker lets any user listen on any port.';
  }
  return 'Not needed here: in its own network Docker lets any user listen on any port. A program file marked with it still needs it.';
}
