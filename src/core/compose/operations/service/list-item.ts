// Adding an item to a list of a service, and removing it: `expose`, `links`, `profiles`, `volumes`, `tmpfs`.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, itemsOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { parsePortRange } from '../../project/ports/port-range.ts';
import type { Service } from '../../topology.ts';
import { type ExamplePlace, type Field, serviceField, textField } from '../field.ts';
import { formatAs, type OperationKind, operationKind } from '../operation-kind.ts';
import { change, editService, serviceOf } from '../steps/edit-entity.ts';
import { addToList, hasName, refuseJoined, removeFromList } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    expose: ItemOperation<'expose'>;
    unexpose: ItemOperation<'unexpose'>;
    link: ItemOperation<'link'>;
    unlink: ItemOperation<'unlink'>;
    profile: ItemOperation<'profile'>;
    unprofile: ItemOperation<'unprofile'>;
    volume: ItemOperation<'volume'>;
    unvolume: ItemOperation<'unvolume'>;
    tmpfs: ItemOperation<'tmpfs'>;
  }
}

interface ItemOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly item: string;
}

/** A list of a service, and the operation that adds to it or removes from it. */
interface ItemKind<T extends string> extends Pick<OperationKind<ItemOperation<T>>, 'type' | 'effect'> {
  readonly key: 'expose' | 'links' | 'profiles' | 'volumes' | 'tmpfs';
  /** The command-line field of the item. */
  readonly field: Field<{ readonly item: string }>;
  refuseItem?(document: ComposeDocument, service: Service, operation: ItemOperation<T>): Result<never> | null;
}

/** Returns the items of a list of the service. */
const heldItems =
  (key: string) =>
  ({ service }: ExamplePlace): readonly string[] =>
    itemsOf(childOf(service.tree, key)).flatMap((tree) => scalarText(tree) ?? []);

const expose: OperationKind<ItemOperation<'expose'>> = addition({
  type: 'expose',
  effect: 'Adds an exposed port.',
  key: 'expose',
  field: textField('item', ':PORT[/udp]', ['9999', '9000/udp']),
  refuseItem: refuseExposed,
});

const unexpose = removal({
  type: 'unexpose',
  effect: 'Removes an exposed port.',
  key: 'expose',
  field: textField('item', ':PORT[/udp]', heldItems('expose')),
});

const link: OperationKind<ItemOperation<'link'>> = addition({
  type: 'link',
  effect: 'Adds a link to another service.',
  key: 'links',
  field: textField('item', ':TARGET[:ALIAS]', ({ other }) => [`${other}:store`]),
  refuseItem: refuseLink,
});

const unlink = removal({
  type: 'unlink',
  effect: 'Removes a link.',
  key: 'links',
  field: textField('item', ':TARGET', heldItems('links')),
});

const profile = addition({
  type: 'profile',
  effect: 'Adds a profile.',
  key: 'profiles',
  field: textField('item', ':PROFILE', ['fresh']),
});

const unprofile = removal({
  type: 'unprofile',
  effect: 'Removes a profile.',
  key: 'profiles',
  field: textField('item', ':PROFILE', heldItems('profiles')),
});

const volume = addition({
  type: 'volume',
  effect: 'Adds a volume, in place of one with the same target.',
  key: 'volumes',
  field: textField('item', ':[SOURCE:]TARGET[:ro]', ['./fresh:/fresh:ro', '/srv']),
});

const unvolume = removal({
  type: 'unvolume',
  effect: 'Removes a volume, named by its target.',
  key: 'volumes',
  field: textField('item', ':TARGET', heldItems('volumes')),
});

const tmpfs = addition({
  type: 'tmpfs',
  effect: 'Adds a folder in memory.',
  key: 'tmpfs',
  field: textField('item', ':FOLDER', ['/run']),
});

export const operations = [expose, unexpose, link, unlink, profile, unprofile, volume, unvolume, tmpfs];

function addition<T extends string>({
  key,
  field,
  refuseItem,
  ...rest
}: ItemKind<T>): OperationKind<ItemOperation<T>> {
  return operationKind<ItemOperation<T>>({
    ...rest,
    fields: [serviceField, field],
    keys: [key],
    plan(document, operation) {
      const service = serviceOf(document, operation.service);
      if (!service.ok) return service;
      const { item } = operation;
      const present = itemsOf(childOf(service.value.tree, key));
      if (present.some((tree) => scalarText(tree) === item)) return ok([]);
      const refused = refuseItem?.(document, service.value, operation);
      if (refused) return refused;
      return editService(document, operation.service, (draft, current) => {
        const items = itemsOf(childOf(current.tree, key));
        const at = replacedVolumeIndex(items, key, item);
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
  });
}

function removal<T extends string>({ key, field, ...rest }: ItemKind<T>): OperationKind<ItemOperation<T>> {
  return operationKind<ItemOperation<T>>({
    ...rest,
    replaces: true,
    fields: [serviceField, field],
    keys: [key],
    plan(document, { service, item }) {
      return editService(document, service, (draft, current) => {
        const items = itemsOf(childOf(current.tree, key));
        const meant = items.flatMap((tree, i) => (hasName(tree, item) ? [i] : []));
        return removeFromList(draft, current, key, meant);
      });
    },
  });
}

/** Returns the index of the volume with the same target, which a new one replaces; -1 for none. */
function replacedVolumeIndex(items: readonly Tree[], key: string, item: string): number {
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

/** Refuses an exposed port that Compose would refuse. */
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

/** Refuses a link that the Engine would refuse. */
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
