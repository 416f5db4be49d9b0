// Publishing a port of a container on the host.

import { ok, refuse } from '../../../text/result.ts';
import { parseShortPort } from '../../project/ports/parse-ports.ts';
import type { Service } from '../../topology.ts';
import { serviceField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { formatPort, type PortSpec, readPort } from '../steps/port-text.ts';
import { addToList, refuseJoined } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    publish: Publish;
  }
}

interface Publish {
  readonly type: 'publish';
  readonly service: string;
  readonly port: PortSpec;
}

const publish = operationKind<Publish>({
  type: 'publish',
  effect: 'Publishes a port on the host.',
  fields: [
    serviceField,
    {
      usage: ':[IP:]HOSTPORT:CONTAINERPORT[/udp]',
      parse(text = '') {
        if (text === '') return null;
        const port = readPort(text);
        return port.ok ? { port: port.value } : port;
      },
      format: ({ port }) => (port ? formatPort(port) : null),
      examples: () => [
        { port: { hostIp: '', hostPort: '9586', containerPort: '443', protocol: 'tcp' } },
        { port: { hostIp: '::1', hostPort: '', containerPort: '77', protocol: 'udp' } },
      ],
    },
  ],
  keys: ['ports'],
  plan(document, { service: name, port }) {
    const text = formatPort(port);
    const { problem } = parseShortPort(text);
    if (problem !== null) return refuse('invalid-port', problem);
    return editService(document, name, (draft, service) => {
      const refused = refuseJoined(
        document.topology,
        service,
        'published ports',
        (owner) => `publish=${owner}:${text}`,
      );
      if (refused) return refused;
      return isPublished(service, port) ? ok(draft) : addToList(draft, service, 'ports', text);
    });
  },
});

export const operations = [publish];

function isPublished(service: Service, port: PortSpec): boolean {
  const wanted = JSON.stringify(parseShortPort(formatPort(port)).bindings);
  return service.ports.some((item) => JSON.stringify(item.bindings) === wanted);
}
