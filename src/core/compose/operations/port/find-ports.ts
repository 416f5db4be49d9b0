// Finding published ports the way a person names them: by host port, or by container port where the host picks one.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { nameList } from '../../name-list.ts';
import type { PortItem, Service } from '../../topology.ts';

export interface PortName {
  readonly hostPort: string;
  readonly containerPort: string;
  readonly protocol: string | null;
}

/**
 * The one item of `ports` that is meant; null where nothing is published so, refused where several are. `asked`: what was asked
 * for, of one protocol alone; the choices are that and nothing else.
 */
export function findPort(
  service: Service,
  name: PortName,
  asked: (protocol: string) => string = () => '',
): Result<PortItem | null> {
  const meant = service.ports.filter((item) =>
    item.bindings.some(
      (binding) =>
        (name.protocol === null || binding.protocol === name.protocol) &&
        (name.hostPort === ''
          ? binding.hostPort === '' && String(binding.containerPort) === name.containerPort
          : binding.hostPort === name.hostPort),
    ),
  );
  const [item] = meant;
  if (!item) return ok(null);
  const word = name.hostPort === '' ? `container port ${name.containerPort}` : `host port ${name.hostPort}`;
  if (meant.length > 1) {
    const choices = protocolsOf(meant).map((protocol) => ({
      label: `the ${protocol} one`,
      operation: asked(protocol),
    }));
    const written = nameList(meant.map((one) => one.raw));
    return refuse(
      'ambiguous',
      `${word} of ${service.name} is published more than once: ${written}`,
      name.protocol === null && choices.length === meant.length ? choices : [],
    );
  }
  if (item.bindings.length > 1 && name.hostPort !== '') {
    return refuse(
      'port-range',
      `${word} of ${service.name} is part of the range ${item.raw}; split the range first`,
    );
  }
  return ok(item);
}

function protocolsOf(items: readonly PortItem[]): readonly string[] {
  const protocols = items.flatMap((item) => item.bindings.map((binding) => binding.protocol));
  return [...new Set(protocols)].sort();
}
