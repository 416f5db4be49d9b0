// Putting one item into a list of a service, and taking it out: exposed ports, links, profiles, volumes.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { childOf, itemsOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { parsePortRange } from '../../project/port-range.ts';
import type { Service } from '../../topology.ts';
import { change } from '../steps/draft.ts';
import { editService, serviceOf } from '../steps/edit-entity.ts';
import { listTree, textTree, withServiceKey } from '../steps/expected-tree.ts';
import { isMeant } from '../steps/list-match.ts';
import type { ListItemType } from '../operation.ts';
import { formatOperation } from '../operation-text.ts';
import { refuseJoined } from './owner-only.ts';
import type { OperationOf, Planner } from '../planner.ts';
import { addToList, removeFromList } from '../steps/service-keys.ts';

type ItemOperation = OperationOf<ListItemType>;

export const listItem: Planner<ListItemType> = {
  plan(document, operation) {
    const service = serviceOf(document, operation.service);
    if (!service.ok) return service;
    const present = itemsOf(childOf(service.value.tree, keyOf(operation)));
    if (present.some((one) => isThere(one, operation))) return ok([]);
    const refused = isAddition(operation) ? refuseItem(document, service.value, operation) : null;
    if (refused) return refused;
    return editService(document, operation.service, (draft, current) => {
      const key = keyOf(operation);
      const items = itemsOf(childOf(current.tree, key));
      if (!isAddition(operation)) {
        const meant = items.flatMap((one, i) => (isMeant(one, operation.item) ? [i] : []));
        return removeFromList(draft, current, key, meant);
      }
      const at = replaced(items, operation);
      if (at < 0) return addToList(draft, current, key, operation.item);
      if (scalarText(items[at]) === null) {
        const message = `${current.name} mounts something there in the long form; edit that, or remove it first`;
        const removal = `unvolume=${current.name}:${targetOf(operation.item)}`;
        return refuse('exists', message, [{ label: 'remove it', operation: removal }]);
      }
      return change(draft, (slice) => replaceValue(slice, [...draft.path, key, at], operation.item));
    });
  },
  reduce(topology, operation, environment) {
    return withServiceKey(topology, operation.service, environment, keyOf(operation), (value) => {
      const items = itemsOf(value);
      if (!isAddition(operation)) {
        const left = items.filter((one) => !isMeant(one, operation.item));
        return left.length > 0 ? listTree(left) : null;
      }
      const at = replaced(items, operation);
      const added = textTree(operation.item);
      return listTree(at < 0 ? [...items, added] : items.with(at, added));
    });
  },
};

function isAddition(operation: ItemOperation): boolean {
  return !operation.type.startsWith('un');
}

function keyOf({ type }: ItemOperation): 'expose' | 'links' | 'profiles' | 'volumes' {
  switch (type) {
    case 'expose':
    case 'unexpose':
      return 'expose';
    case 'link':
    case 'unlink':
      return 'links';
    case 'profile':
    case 'unprofile':
      return 'profiles';
    case 'volume':
    case 'unvolume':
      return 'volumes';
  }
}

function isThere(tree: Tree, operation: ItemOperation): boolean {
  return isAddition(operation) && scalarText(tree) === operation.item;
}

/** Where a volume with the same target stands, which the new one replaces; -1 for none. */
function replaced(items: readonly Tree[], operation: ItemOperation): number {
  if (operation.type !== 'volume') return -1;
  const target = targetOf(operation.item);
  return items.findIndex((one) => {
    const text = scalarText(one);
    return (text === null ? scalarText(childOf(one, 'target')) : targetOf(text)) === target;
  });
}

function targetOf(mount: string): string {
  const parts = mount.split(':');
  return (parts.length > 1 ? parts[1] : parts[0]) ?? '';
}

/** What Compose or the Engine would refuse, said before. */
function refuseItem(
  document: ComposeDocument,
  service: Service,
  operation: ItemOperation,
): Result<never> | null {
  const { item, type } = operation;
  const onOwner = (owner: string): string => formatOperation({ ...operation, service: owner });
  if (type === 'expose') {
    const [ports = '', protocol = 'tcp', more] = item.split('/');
    const known = ['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase()) && more === undefined;
    if (!item.includes('$') && (!known || parsePortRange(ports) === null)) {
      return refuse(
        'invalid-port',
        `"${item}" is no port; write a number or a range, such as 3000, 3000-3005 or 53/udp`,
      );
    }
    return refuseJoined(document.topology, service, 'exposed ports', onOwner);
  }
  if (type === 'link') {
    const target = serviceOf(document, item.split(':', 1)[0] ?? '');
    if (!target.ok) return target;
    if (service.mode.kind === 'host') {
      // A13
      return refuse('host-links', `${service.name} is in host mode, where the Engine refuses links`);
    }
    return refuseJoined(document.topology, service, 'links', onOwner);
  }
  return null;
}
