// Whether a container of a service keeps running, becomes healthy, and on which ports it listens, as far as its own lines say.

import { memoize } from '../../compose/memoize.ts';
import { holdsPort } from '../../compose/project/ports/port-range.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { listeningPorts, listeningRange } from '../../images/catalogue.ts';

/** Commands that end at once. */
const endsAtOnce =
  /^(?:(?:\/bin\/)?(?:ba|a)?sh -c )?(?:exec )?(?:exit(?: \d+)?|\/?(?:usr\/)?(?:bin\/)?(?:true|false)|:)$/;

/** False for a container whose command ends at once. */
export const keepsRunning = memoize(({ command, entrypoint }: Service): boolean => {
  const whole = [entrypoint, command].filter((part) => part !== null).join(' ');
  return !endsAtOnce.test(whole.trim());
});

/** Tests that always fail. */
const alwaysFails = /^(?:\/?(?:usr\/)?(?:bin\/)?false|exit [1-9]\d*)$/;

/** Whether a health check of its own can pass; true without one. */
export const becomesHealthy = memoize((service: Service): boolean => {
  const test = service.healthcheck;
  return test === null || !alwaysFails.test(test.trim());
});

/** Whether something in the container listens on a port: `unknown` where its lines name others only. */
export function listensOn(service: Service, port: number, protocol: 'tcp' | 'udp' = 'tcp'): Tri {
  const told = protocol === 'tcp' ? portVariables(service) : [];
  if (told.length > 0) return told.includes(port) || listed(service, port, protocol) === true;
  return listed(service, port, protocol) ?? true;
}

/** Whether its own lines, or its image, name a port that something in the container listens on. */
export function namesListener(service: Service, port: number): boolean {
  return (
    keepsRunning(service) && (portVariables(service).includes(port) || listed(service, port, 'tcp') === true)
  );
}

/** Null where no port is named at all; then whoever asks for one is believed. */
function listed(service: Service, port: number, spoken: string): Tri | null {
  const all = listeningPorts(service).filter(({ protocol }) => protocol === spoken);
  if (all.length === 0) return null;
  return all.some((listening) => holdsPort(listeningRange(listening), port)) ? true : 'unknown';
}

/** Ports that an image is told to listen on: a variable PORT or PORTS that holds nothing else. */
function portVariables(service: Service): readonly number[] {
  return service.environment.flatMap(({ key, value }) =>
    /^(?:LISTEN_|HTTP_)?PORTS?$/.test(key) && value !== null && /^\d+(?:[ ,]+\d+)*$/.test(value)
      ? value.split(/[ ,]+/).map(Number)
      : [],
  );
}

/** TCP ports that the Engine shows as exposed, sorted; `complete` where the image is known to add none. */
export function exposedPorts(service: Service): {
  readonly ports: readonly number[];
  readonly complete: boolean;
} {
  const all = listeningPorts(service).filter(({ protocol }) => protocol === 'tcp');
  const ports = [...new Set(all.map(({ port }) => port))].sort((a, b) => a - b);
  return { ports, complete: all.some(({ inferred }) => inferred) };
}

/**
 * Whether an image is a mere base: a shell runs a script of the file in it, and others of the same image are given other ports. What such an image
 * exposes, if anything, is not what runs in it.
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
