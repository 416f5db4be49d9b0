// `VIRTUAL_HOST` and its companions in the environment, as nginx-proxy reads them.

import type { Service } from '../../compose/topology.ts';
import type { ProxyRoute } from './proxied.ts';
import { portNumber, tcpPorts } from './route-port.ts';

/** One route for each host name. */
export function virtualHostRoutes(service: Service): readonly ProxyRoute[] {
  const variable = service.environment.find(({ key }) => key === 'VIRTUAL_HOST');
  if (!variable?.value) return [];
  const hosts = variable.value.split(',').map((host) => host.trim());
  const written = service.environment.find(({ key }) => key === 'VIRTUAL_PORT')?.value;
  const port = portNumber(written) ?? presumedPort(service);
  const at = ['services', service.name, ...variable.path];
  return hosts
    .filter((host) => host !== '')
    .map((host) => ({ by: 'nginx-proxy', host, port, network: null, at }));
}

/** The only port that the container exposes, 80 where there are several. */
function presumedPort(service: Service): number | null {
  const ports = tcpPorts(service);
  return ports.length > 1 ? 80 : (ports[0] ?? null);
}
