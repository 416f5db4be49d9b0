// Setting fixed addresses of a service on a network (IP, link-local, MAC), and removing them.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, deref, itemsOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Attachment, Service } from '../../topology.ts';
import type { Planned } from '../document-edit.ts';
import { attachedField, type ExamplePlace, refuseAddress, serviceField, textField } from '../field.ts';
import { type OperationKind, operationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { attachmentOf, setOption } from '../steps/memberships.ts';
import { ownEntry } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    address: AddressOperation<'address'>;
    unaddress: AddressOperation<'unaddress'>;
    mac: AddressOperation<'mac'>;
    'link-local': AddressOperation<'link-local'>;
  }
}

interface AddressOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly network: string;
  readonly address: string;
}

type AnyAddress = AddressOperation<'address' | 'unaddress' | 'mac' | 'link-local'>;

export const operations = [
  addressKind('address', {
    effect: 'Fixes an address, IPv4 or IPv6.',
    examples: ['10.97.0.7', 'fd00::7'],
    refuseValue: refuseIp,
  }),
  addressKind('unaddress', {
    effect: 'Removes a fixed address of any kind.',
    replaces: true,
    examples: ({ service }) =>
      service.attachments.flatMap(({ ipv4, ipv6, macAddress, linkLocalIps }) =>
        [ipv4, ipv6, macAddress, ...linkLocalIps].filter((given) => given !== null),
      ),
  }),
  addressKind('mac', {
    effect: 'Fixes a MAC address.',
    examples: ['02:42:AC:11:00:09'],
    refuseValue: refuseMac,
  }),
  addressKind('link-local', {
    effect: 'Fixes a link-local address.',
    examples: ['169.254.1.2'],
    refuseValue: refuseIp,
  }),
];

interface AddressForm extends Pick<OperationKind<AnyAddress>, 'effect' | 'replaces' | 'refuseValue'> {
  readonly examples: readonly string[] | ((place: ExamplePlace) => readonly string[]);
}

function addressKind<T extends AnyAddress['type']>(
  type: T,
  { examples, ...rest }: AddressForm,
): OperationKind<AddressOperation<T>> {
  return operationKind<AddressOperation<T>>({
    type,
    ...rest,
    fields: [serviceField, attachedField, textField('address', ':ADDRESS', examples)],
    keys: ['networks'],
    plan,
  });
}

function refuseIp({ address: given }: AnyAddress): Result<never> | null {
  return refuseAddress(given, 'an address such as 172.20.0.10');
}

function refuseMac({ address: given }: AnyAddress): Result<never> | null {
  if (/^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i.test(given)) return null;
  const message = `"${given}" is no MAC address; write six pairs such as 02:42:ac:11:00:02`;
  return refuse('invalid-address', message);
}

function plan(document: ComposeDocument, operation: AnyAddress): Planned {
  return editService(document, operation.service, (draft, service) => {
    const attachment = attachmentOf(service, operation.network);
    if (!attachment.ok) return attachment;
    if (operation.type === 'unaddress') return releaseAddress(draft, service, operation);
    if (isFixed(attachment.value, operation)) return ok(draft);
    return fixAddress(draft, service, operation);
  });
}

function isFixed(attachment: Attachment, { type, address: wanted }: AnyAddress): boolean {
  if (type === 'mac') return attachment.macAddress === wanted;
  if (type === 'link-local') return attachment.linkLocalIps.includes(wanted);
  return (wanted.includes(':') ? attachment.ipv6 : attachment.ipv4) === wanted;
}

function fixAddress(draft: Draft, service: Service, operation: AnyAddress): Result<Draft> {
  const { type, network, address: wanted } = operation;
  if (type === 'mac') return setOption(draft, service, network, 'mac_address', wanted);
  if (type !== 'link-local') {
    const key = wanted.includes(':') ? 'ipv6_address' : 'ipv4_address';
    return setOption(draft, service, network, key, wanted);
  }
  const entry = ownEntry(service, 'networks');
  if (!entry.ok) return entry;
  const list = deref(childOf(childOf(entry.value?.value, network), 'link_local_ips'));
  if (list?.kind !== 'seq') return setOption(draft, service, network, 'link_local_ips', [wanted]);
  return change(draft, {
    do: 'append',
    path: [...draft.path, 'networks', network, 'link_local_ips'],
    value: wanted,
  });
}

/** Removes one address from its option, and options that are empty without it. */
function releaseAddress(draft: Draft, service: Service, operation: AnyAddress): Result<Draft> {
  const { network, address: given } = operation;
  const entry = ownEntry(service, 'networks');
  if (!entry.ok) return entry;
  const place = pathOfAddress(childOf(entry.value?.value, network), given);
  if (!place) {
    const attachment = attachmentOf(service, network);
    const known = attachment.ok && JSON.stringify(attachment.value).includes(JSON.stringify(given));
    return known
      ? refuse('interpolated', `the address ${given} of ${service.name} is written with a variable`)
      : ok(draft);
  }
  const path = [...draft.path, 'networks', network];
  return change(draft, { do: 'remove-upwards', path: [...path, ...place], keep: path.length });
}

function pathOfAddress(options: Tree | null, given: string): readonly (string | number)[] | null {
  const key = ['ipv4_address', 'ipv6_address', 'mac_address'].find(
    (key) => scalarText(childOf(options, key)) === given,
  );
  if (key !== undefined) return [key];
  const index = itemsOf(childOf(options, 'link_local_ips')).findIndex((tree) => scalarText(tree) === given);
  return index < 0 ? null : ['link_local_ips', index];
}
