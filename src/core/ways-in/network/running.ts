// Whether a service's container keeps running, becomes healthy, and listens on a port, as far as its own lines show.

import { memoize } from '../../compose/memoize.ts';
import { holdsPort } from '../../compose/project/ports/port-range.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { listeningPorts, listeningRange } from '../../images/catalogue.ts';

/** Commands that exit at once. */
const endsAtOnce =
  /^(?:(?:\/bin\/)?(?:ba|a)?sh -c )?(?:exec )?(?:exit(?: \d+)?|\/?(?:usr\/)?(?:bin\/)?(?:true|false)|:)$/;

/** False for a container whose command exits at once. */
export const keepsRunning = memoize(({ command, entrypoint }: Service): boolean => {
  const whole = [entrypoint, command].filter((part) => part !== null).join(' ');
  return !endsAtOnce.test(whole.trim());
});

/** Health checks that always fail. */
const alwaysFails = /^(?:\/?(?:usr\/)?(?:bin\/)?false|exit [1-9]\d*)$/;

/** True when the health check of a service can pass, or when it has none. */
export const becomesHealthy = memoize((service: Service): boolean => {
  const test = service.healthcheck;
  return test === null || !alwaysFails.test(test.trim());
});

/** Returns whether something in the container listens on a port; `unknown` when its lines name only other ports. */
export function listensOn(service: Service, port: number, protocol: 'tcp' | 'udp' = 'tcp'): Tri {
  const toldPorts = protocol === 'tcp' ? portVariables(service) : [];
  if (toldPorts.length > 0) return toldPorts.includes(port) || listed(service, port, protocol) === true;
  return listed(service, port, protocol) ?? true;
}

/** True when the service's lines or its image name a port on which something in the container listens. */
export function namesListener(service: Service, port: number): boolean {
  return (
    keepsRunning(service) && (portVariables(service).includes(port) || listed(service, port, 'tcp') === true)
  );
}

/** Returns whether a port is listed as listening; null when no port is named at all, which leaves any port possible. */
function listed(service: Service, port: number, wantedProtocol: string): Tri | null {
  const all = listeningPorts(service).filter(({ protocol }) => protocol === wantedProtocol);
  if (all.length === 0) return null;
  return all.some((listening) => holdsPort(listeningRange(listening), port)) ? true : 'unknown';
}

/** Returns the ports that an image is told to listen on: a variable PORT or PORTS that holds only numbers. */
function portVariables(service: Service): readonly number[] {
  return service.environment.flatMap(({ key, value }) =>
    /^(?:LISTEN_|HTTP_)?PORTS?$/.test(key) && value !== null && /^\d+(?:[ ,]+\d+)*$/.test(value)
      ? value.split(/[ ,]+/).map(Number)
      : [],
  );
}

/** Returns the TCP ports that the Engine shows as exposed, sorted; `complete` when the image is known to add none. */
export function exposedPorts(service: Service): {
  readonly ports: readonly number[];
  readonly complete: boolean;
} {
  const all = listeningPorts(service).filter(({ protocol }) => protocol === 'tcp');
  const ports = [...new Set(all.map(({ port }) => port))].sort((a, b) => a - b);
  return { ports, complete: all.some(({ inferred }) => inferred) };
}

/**
 * True for a mere base image: a shell runs a script of the file in it, and other services with the image have other ports. Ports that such
 * an image exposes say nothing about the service.
 */
export function isBaseImage(service: Service, all: Iterable<Service>): boolean {
  if (service.image === null || !/^(?:\/bin\/)?(?:ba|a)?sh -c\s/.test(service.command ?? '')) return false;
  const ports = new Set<string>();
  for (const other of all) {
    if (other.image !== service.image || other === service) continue;
    const own = [...listeningPorts(other).map(({ port }) => port), ...portVariables(other)];
    if (own.length > 0) ports.add([...new Set(own)].sort().join());
  }
  return ports.size > 1;
}
