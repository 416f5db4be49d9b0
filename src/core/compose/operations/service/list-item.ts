// Adding an item to a list of a service, and removing it: `expose`, `links`, `profiles`, `volumes`, `tmpfs`.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, itemsOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { parsePortRange } from '../../project/ports/port-range.ts';
import type { Service } from '../../topology.ts';
import { formatAs, type OperationKind } from '../operation-kind.ts';
import { change, editService, serviceOf } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { addToList, isMeant, refuseJoined, removeFromList } from '../steps/service-keys.ts';

interface ItemOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly item: string;
}

type Key = 'expose' | 'links' | 'profiles' | 'volumes' | 'tmpfs';
type RefuseItem<T extends string> = (
  document: ComposeDocument,
  service: Service,
  operation: ItemOperation<T>,
) => Result<never> | null;

export const expose: OperationKind<ItemOperation<'expose'>> = addition(
  'expose',
  'expose',
  'SERVICE:PORT[/udp]',
  refuseExposed,
);
export const unexpose = removal('unexpose', 'expose', 'SERVICE:PORT[/udp]');
export const link: OperationKind<ItemOperation<'link'>> = addition(
  'link',
  'links',
  'SERVICE:TARGET[:ALIAS]',
  refuseLink,
);
export const unlink = removal('unlink', 'links', 'SERVICE:TARGET');
export const profile = addition('profile', 'profiles', 'SERVICE:PROFILE', () => null);
export const unprofile = removal('unprofile', 'profiles', 'SERVICE:PROFILE');
export const volume = addition('volume', 'volumes', 'SERVICE:[SOURCE:]TARGET[:ro]', () => null);
/** Also finds an item by its target. */
export const unvolume = removal('unvolume', 'volumes', 'SERVICE:TARGET');
export const tmpfs = addition('tmpfs', 'tmpfs', 'SERVICE:FOLDER', () => null);

function addition<T extends string>(
  type: T,
  key: Key,
  usage: string,
  refuseItem: RefuseItem<T>,
): OperationKind<ItemOperation<T>> {
  return {
    ...form(type, key, usage),
    plan(document, operation) {
      const service = serviceOf(document, operation.service);
      if (!service.ok) return service;
      const { item } = operation;
      const present = itemsOf(childOf(service.value.tree, key));
      if (present.some((tree) => scalarText(tree) === item)) return ok([]);
      const refused = refuseItem(document, service.value, operation);
      if (refused) return refused;
      return editService(document, operation.service, (draft, current) => {
        const items = itemsOf(childOf(current.tree, key));
        const at = replaced(items, key, item);
        if (at < 0) return addToList(draft, current, key, item);
        if (scalarText(items[at]) === null) {
          const message = `${current.name} mounts something there in the long form; edit that, or remove it first`;
          const choice = formatAs(unvolume, {
            type: 'unvolume',
            service: current.name,
            item: targetOf(item),
          });
          return refuse('exists', message, [{ label: 'remove it', operation: choice }]);
        }
        return change(draft, { do: 'replace', path: [...draft.path, key, at], value: item });
      });
    },
  };
}

function removal<T extends string>(type: T, key: Key, usage: string): OperationKind<ItemOperation<T>> {
  return {
    ...form(type, key, usage),
    plan(document, { service, item }) {
      return editService(document, service, (draft, current) => {
        const items = itemsOf(childOf(current.tree, key));
        const meant = items.flatMap((tree, i) => (isMeant(tree, item) ? [i] : []));
        return removeFromList(draft, current, key, meant);
      });
    },
  };
}

function form<T extends string>(
  type: T,
  key: Key,
  usage: string,
): Pick<OperationKind<ItemOperation<T>>, 'type' | 'usage' | 'parse' | 'format' | 'editedKey'> {
  return {
    type,
    usage,
    parse(text) {
      const fields = twoFields(text);
      return fields && { type, service: fields[0], item: fields[1] };
    },
    format: ({ service, item }) => [service, item],
    editedKey: () => key,
  };
}

/** The index of a volume with the same target, which the new one replaces; -1 for none. */
function replaced(items: readonly Tree[], key: Key, item: string): number {
  if (key !== 'volumes') return -1;
  const target = targetOf(item);
  return items.findIndex((tree) => {
    const text = scalarText(tree);
    return (text === null ? scalarText(childOf(tree, 'target')) : targetOf(text)) === target;
  });
}

function targetOf(mount: string): string {
  const parts = mount.split(':');
  return (parts.length > 1 ? parts[1] : parts[0]) ?? '';
}

/** Refuses what Compose would refuse. */
function refuseExposed(
  document: ComposeDocument,
  service: Service,
  operation: ItemOperation<'expose'>,
): Result<never> | null {
  const { item } = operation;
  const [ports = '', protocol = 'tcp', more] = item.split('/');
  const known = ['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase()) && more === undefined;
  if (!item.includes('$') && (!known || parsePortRange(ports) === null)) {
    const right = 'write a number or a range, such as 3000, 3000-3005 or 53/udp';
    return refuse('invalid-port', `"${item}" is no port; ${right}`);
  }
  return refuseJoined(document.topology, service, 'exposed ports', (owner) =>
    formatAs(expose, { ...operation, service: owner }),
  );
}

/** Refuses what the Engine would refuse. */
function refuseLink(
  document: ComposeDocument,
  service: Service,
  operation: ItemOperation<'link'>,
): Result<never> | null {
  const target = serviceOf(document, operation.item.split(':', 1)[0] ?? '');
  if (!target.ok) return target;
  if (service.mode.kind === 'host') {
    // A13
    return refuse('host-links', `${service.name} is in host mode, where the Engine refuses links`);
  }
  return refuseJoined(document.topology, service, 'links', (owner) =>
    formatAs(link, { ...operation, service: owner }),
  );
}
