// Changing the port that a container listens on, in every place that publishes it; the host's ports stay.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { itemsOf, scalarText } from '../../../yaml/tree.ts';
import { containerRange, holdsPort, isPortRange } from '../../project/ports/port-range.ts';
import type { PortItem, Service } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { threeFields } from '../steps/fields.ts';
import { ownEntry } from '../steps/service-keys.ts';
import { ofProtocol, readPortName, refusePort, refuseProtocol } from './port-text.ts';

/** Changes the port that a container listens on. Without a protocol: of every protocol. */
interface Remap {
  readonly type: 'remap';
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly protocol?: string | null;
}

export const remap: OperationKind<Remap> = {
  type: 'remap',
  usage: 'SERVICE:CONTAINERPORT[/udp]:NEWPORT',
  parse(text) {
    const [service, named, to] = threeFields(text) ?? ['', '', ''];
    const { port, ...protocol } = readPortName(named);
    return port === '' ? null : { type: 'remap', service, from: port, to, ...protocol };
  },
  format: ({ service, from, to, protocol }) => [service, ofProtocol(from, protocol), to],
  editedKey: () => 'ports',
  refuseValue: ({ from, to, protocol }) => refusePort(from) ?? refusePort(to) ?? refuseProtocol(protocol),
  plan(document, { service: name, from, to, protocol = null }) {
    return editService(document, name, (draft, service) => {
      const items = itemsWith(service, from, protocol);
      if (items.length === 0 && itemsWith(service, to, protocol).length === 0) {
        const port = protocol === null ? from : `${from}/${protocol}`;
        return refuse('not-published', `${name} publishes no container port ${port}`);
      }
      const entry = ownEntry(service, 'ports');
      if (!entry.ok) return entry;
      const written = itemsOf(entry.value?.value);
      let result: Result<Draft> = ok(draft);
      for (const item of items) {
        if (!result.ok) return result;
        result = rewrite(result.value, item, scalarText(written[item.index]) ?? '', from, to);
      }
      return result;
    });
  },
};

function itemsWith(service: Service, containerPort: string, protocol: string | null): readonly PortItem[] {
  return service.ports.filter((item) =>
    item.bindings.some(
      (binding) =>
        holdsPort(containerRange(binding), Number(containerPort)) &&
        (protocol === null || binding.protocol === protocol),
    ),
  );
}

function rewrite(draft: Draft, item: PortItem, raw: string, from: string, to: string): Result<Draft> {
  const path = [...draft.path, 'ports', item.index];
  if (item.form === 'long') return change(draft, { do: 'replace-text', path: [...path, 'target'], text: to });
  if (item.bindings.length > 1 || item.bindings.some(isPortRange))
    return refuse('port-range', `${from} is part of the range ${raw}; split the range first`);
  const match = new RegExp(`^(.*:)?${from}(/\\w+)?$`).exec(raw);
  if (!match) return refuse('interpolated', `the container port in "${raw}" is written with a variable`);
  return change(draft, { do: 'replace-text', path, text: `${match[1] ?? ''}${to}${match[2] ?? ''}` });
}
