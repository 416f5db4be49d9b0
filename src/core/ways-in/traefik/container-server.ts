// The server that a container's labels describe.

import type { Service } from '../../compose/topology.ts';
import { exposedPorts, isBaseImage } from '../network/running.ts';
import type { WaysContext } from '../ways-context.ts';
import type { Server } from './dynamic-config.ts';
import { type Options, textAt } from './options.ts';

type ServerReading =
  | { readonly server: Server; readonly doubt: string | null }
  | { readonly because: string };

/** Returns the reader of a balancer's server: its own URL, or the container at a port. */
export function serverReader(
  context: WaysContext,
  service: Service,
  options: Options,
  settings: Options | undefined,
): (serverOptions: Options | undefined) => ServerReading {
  const exposed = exposedPorts(service);
  const networks = networksOf(
    context,
    service,
    textAt(options, 'docker.network') ?? textAt(settings, 'network'),
  );
  return (serverOptions) => {
    const [url, port, scheme] = [
      textAt(serverOptions, 'url'),
      textAt(serverOptions, 'port'),
      textAt(serverOptions, 'scheme'),
    ];
    if (url !== null && url !== '') {
      if (port !== null || scheme !== null) return { because: 'a port or a scheme beside a URL is refused.' };
      return { server: { kind: 'url', url }, doubt: null };
    }
    const makes = (at: number | null, doubt: string | null): ServerReading => ({
      server: { kind: 'container', container: service.name, port: at, networks, scheme: scheme ?? 'http' },
      doubt,
    });
    if (port !== null && port !== '') return makes(Number(port), null);
    const [lowest] = exposed.ports;
    const own =
      service.mode.kind === 'networks' || service.mode.kind === 'bridge' || service.mode.kind === 'network';
    if (lowest !== undefined && own) return makes(lowest, null);
    if (!own || isBaseImage(service, context.topology.services.values()))
      return { because: 'the port is missing.' };
    return makes(null, `${service.name} names no port: whether its image exposes one is unknown.`);
  };
}

/** Returns the networks on which a container is contacted: the named one, or else any. */
function networksOf(context: WaysContext, service: Service, named: string | null): readonly string[] {
  const owner =
    context.topology.services.get(context.reach.facts.get(service.name)?.owner ?? service.name) ?? service;
  const ownLabel =
    owner === service ? null : owner.labels.find(({ key }) => key.toLowerCase() === 'traefik.docker.network');
  const wanted = ownLabel?.value ?? named;
  const all = context.reach.facts.get(owner.name)?.networks ?? [];
  const chosen = all.filter((key) => wanted !== null && context.dockerName(key) === wanted);
  return chosen.length > 0 ? chosen : all;
}
