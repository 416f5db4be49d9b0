// Publishing a port of a container on the host.

import { ok, refuse } from '../../../text/result.ts';
import { parseShortPort } from '../../project/ports/parse-ports.ts';
import type { Service } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { addToList, refuseJoined } from '../steps/service-keys.ts';
import { formatPort, type PortSpec, readPort } from './port-text.ts';

/** Publishes a port of a container on the host. */
interface Publish {
  readonly type: 'publish';
  readonly service: string;
  readonly port: PortSpec;
}

export const publish: OperationKind<Publish> = {
  type: 'publish',
  usage: 'SERVICE:[IP:]HOSTPORT:CONTAINERPORT[/udp]',
  parse(text) {
    const fields = twoFields(text);
    if (!fields) return null;
    const port = readPort(fields[1]);
    return port.ok ? { type: 'publish', service: fields[0], port: port.value } : port;
  },
  format: ({ service, port }) => [service, formatPort(port)],
  editedKey: () => 'ports',
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
      return has(service, port) ? ok(draft) : addToList(draft, service, 'ports', text);
    });
  },
};

function has(service: Service, port: PortSpec): boolean {
  const wanted = JSON.stringify(parseShortPort(formatPort(port)).bindings);
  return service.ports.some((item) => JSON.stringify(item.bindings) === wanted);
}
