// What Compose hashes of `ports`.

import {
  containerRange,
  hostRange,
  isPool,
  type PortRange,
  rangeText,
} from '../compose/project/ports/port-range.ts';
import { fieldsOf } from '../compose/project/values/fields-of.ts';
import { readText } from '../compose/project/values/read-scalar.ts';
import type { Service } from '../compose/topology.ts';
import { itemsOf, type Tree } from '../yaml/tree.ts';
import { type Environment, nonEmpty, type Plain } from './plain-settings.ts';

/** A contiguous range of published ports; `rest` holds the remaining settings of the mapping. */
interface PortMapping {
  readonly container: PortRange;
  readonly host: PortRange;
  readonly rest: string;
}

/** Returns the published ports in order; as in Compose, consecutive mappings become one range. */
export function hashedPorts(service: Service, value: Tree, environment: Environment): Plain | undefined {
  const items = itemsOf(value);
  const entries: Plain[] = [];
  let open: PortMapping | null = null;
  for (const { index, form, raw, bindings, problem } of service.ports) {
    if (problem !== null) {
      entries.push(raw);
      open = null;
      continue;
    }
    const fields = form === 'long' ? fieldsOf(items[index]) : null;
    const text = (key: string) => readText(fields?.get(key)?.value, environment) ?? '';
    for (const binding of bindings) {
      const { hostIp, hostPort, protocol } = binding;
      const rest = [hostIp, protocol, text('mode') || 'ingress', text('name'), text('app_protocol')].join(
        ' ',
      );
      const host = isPool(binding) ? null : hostRange(binding);
      const container = containerRange(binding);
      if (host === null) {
        entries.push({ host: hostPort, container: rangeText(container), rest });
        open = null;
        continue;
      }
      const before: PortMapping | null =
        open !== null && continuesRange(open, { container, host, rest }) ? open : null;
      const range: PortMapping = {
        container: { first: before?.container.first ?? container.first, last: container.last },
        host: { first: before?.host.first ?? host.first, last: host.last },
        rest,
      };
      if (before !== null) entries.pop();
      entries.push({ host: rangeText(range.host), container: rangeText(range.container), rest });
      open = range;
    }
  }
  return nonEmpty(entries);
}

/** True when one range continues directly where another ends. */
function continuesRange(before: PortMapping, { container, host, rest }: PortMapping): boolean {
  return (
    before.rest === rest &&
    before.container.last + 1 === container.first &&
    before.host.last + 1 === host.first
  );
}
