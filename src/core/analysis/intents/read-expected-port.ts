// One port of an `exposed` intent: `proxy:443`, `postfix:25/tcp`, `game:27015-27020/udp`, `proxy` for all its ports.

import { parsePortRange } from '../../compose/project/port-range.ts';
import type { IntentStatement } from '../../compose/project/read-intents.ts';
import type { Topology } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';
import type { ExpectedPort } from './intent.ts';

/** The port, or what is wrong with the text. */
export function readExpectedPort(
  topology: Topology,
  { text, path }: IntentStatement,
): ExpectedPort | { readonly message: string; readonly path: Path } {
  const colon = text.indexOf(':');
  const service = colon < 0 ? text : text.slice(0, colon);
  const [port = '', protocol = 'tcp'] = colon < 0 ? [] : text.slice(colon + 1).split('/');
  if (!topology.services.has(service)) {
    return { message: `exposed names '${service}', which is no service here.`, path };
  }
  const wellFormed = colon < 0 || (parsePortRange(port) !== null && /^(?:tcp|udp|sctp)$/i.test(protocol));
  if (!wellFormed) {
    const message = `exposed names '${text}', which is no port. Write ${service}:443, ${service}:53/udp, or ${service} for all its ports.`;
    return { message, path };
  }
  return { text, service, port, protocol: protocol.toLowerCase(), path };
}
