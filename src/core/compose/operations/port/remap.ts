// Changing the port that a container listens on, in every place that publishes it; the host's ports stay.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { itemsOf, scalarText } from '../../../yaml/tree.ts';
import { containerRange, holdsPort, isPortRange } from '../../project/ports/port-range.ts';
import type { PortItem, Service } from '../../topology.ts';
import { serviceField, textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { readPortName, refusePort, refuseProtocol, withProtocol } from '../steps/port-text.ts';
import { ownEntry } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    remap: Remap;
  }
}

interface Remap {
  readonly type: 'remap';
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly protocol?: string | null;
}

const remap = operationKind<Remap>({
  type: 'remap',
  effect: "Changes the container's port; the host port stays.",
  fields: [
    serviceField,
    {
      usage: ':CONTAINERPORT[/udp]',
      parse(text = '') {
        const { port, ...protocol } = readPortName(text);
        return port === '' ? null : { from: port, ...protocol };
      },
      format: ({ from = '', protocol }) => withProtocol(from, protocol),
      examples: ({ service }) =>
        service.ports.flatMap(({ bindings: [binding] }) =>
          binding ? [{ from: String(binding.containerPort) }] : [],
        ),
    },
    textField('to', ':NEWPORT', ['8099']),
  ],
  keys: ['ports'],
  refuseValue: ({ from, to, protocol }) => refusePort(from) ?? refusePort(to) ?? refuseProtocol(protocol),
  plan(document, { service: name, from, to, protocol = null }) {
    return editService(document, name, (draft, service) => {
      const items = itemsOfPort(service, from, protocol);
      if (items.length === 0 && itemsOfPort(service, to, protocol).length === 0) {
        const port = protocol === null ? from : `${from}/${protocol}`;
        return refuse('not-published', `${name} publishes no container port ${port}`);
      }
      const entry = ownEntry(service, 'ports');
      if (!entry.ok) return entry;
      const written = itemsOf(entry.value?.value);
      let result: Result<Draft> = ok(draft);
      for (const item of items) {
        if (!result.ok) return result;
        result = remapItem(result.value, item, scalarText(written[item.index]) ?? '', from, to);
      }
      return result;
    });
  },
});

export const operations = [remap];

function itemsOfPort(service: Service, containerPort: string, protocol: string | null): readonly PortItem[] {
  return service.ports.filter((item) =>
    item.bindings.some(
      (binding) =>
        holdsPort(containerRange(binding), Number(containerPort)) &&
        (protocol === null || binding.protocol === protocol),
    ),
  );
}

function remapItem(draft: Draft, item: PortItem, raw: string, from: string, to: string): Result<Draft> {
  const path = [...draft.path, 'ports', item.index];
  if (item.form === 'long') return change(draft, { do: 'replace-text', path: [...path, 'target'], text: to });
  if (item.bindings.length > 1 || item.bindings.some(isPortRange))
    return refuse('port-range', `${from} is part of the range ${raw}; split the range first`);
  const match = new RegExp(`^(.*:)?${from}(/\\w+)?$`).exec(raw);
  if (!match) return refuse('interpolated', `the container port in "${raw}" is written with a variable`);
  return change(draft, { do: 'replace-text', path, text: `${match[1] ?? ''}${to}${match[2] ?? ''}` });
}
