// The operations that give or take one capability; what holds in the end is the core's `effectiveCapabilities`.

import type { Operation } from '../../../../core/compose/operations/operation.ts';
import { capabilities, normalizeCapability } from '../../../../core/compose/project/read/capabilities.ts';
import type { Service } from '../../../../core/compose/topology.ts';
import { catalogueEntry } from '../../../../core/images/catalogue.ts';

/** The capabilities of a service; `spelled` finds one as the file writes it (`CAP_CHOWN`, `chown`). */
interface CapabilityLists {
  readonly added: ReadonlyMap<string, string>;
  readonly dropped: ReadonlyMap<string, string>;
}

function listsOf(service: Service): CapabilityLists {
  return {
    added: new Map(service.capAdd.map((name) => [normalizeCapability(name) ?? name, name])),
    dropped: new Map(service.capDrop.map((name) => [normalizeCapability(name) ?? name, name])),
  };
}

/** True where all capabilities are dropped first, so that only the added ones count (K3). */
export function dropsAll(service: Service): boolean {
  const { added, dropped } = listsOf(service);
  return dropped.has('ALL') && !added.has('ALL');
}

/** Returns the operations that add or drop `capability`, in the spelling of the file. */
export function capabilityOperations(
  service: Service,
  capability: string,
  give: boolean,
): readonly Operation[] {
  const { added, dropped } = listsOf(service);
  const { name } = service;
  const operations: Operation[] = [];
  if (give) {
    const wasDropped = dropped.get(capability);
    if (wasDropped !== undefined)
      operations.push({ type: 'cap-undrop', service: name, capability: wasDropped });
    const byDefault = capabilities.some((info) => info.name === capability && info.byDefault);
    const comesBack = added.has('ALL') || (byDefault && !dropped.has('ALL'));
    if (!comesBack) operations.push({ type: 'cap-add', service: name, capability });
    return operations;
  }
  const wasAdded = added.get(capability);
  if (wasAdded !== undefined) operations.push({ type: 'cap-unadd', service: name, capability: wasAdded });
  const byDefault = capabilities.some((info) => info.name === capability && info.byDefault);
  const stays = added.has('ALL') || (byDefault && !dropped.has('ALL'));
  if (stays && !dropped.has(capability)) operations.push({ type: 'cap-drop', service: name, capability });
  return operations;
}

/** Returns the operations of the check box 'Drop all, then opt in'. */
export function dropAllOperations(service: Service, on: boolean): readonly Operation[] {
  const { added, dropped } = listsOf(service);
  const { name } = service;
  if (!on) return [{ type: 'cap-undrop', service: name, capability: dropped.get('ALL') ?? 'ALL' }];
  const operations: Operation[] = [];
  const addedAll = added.get('ALL');
  // K2: dropping all does nothing while all is added.
  if (addedAll !== undefined) operations.push({ type: 'cap-unadd', service: name, capability: addedAll });
  operations.push({ type: 'cap-drop', service: name, capability: 'ALL' });
  return operations;
}

/** Returns the capabilities that the image usually needs after all were dropped; null where the catalogue has no entry. */
export function usualCapabilities(service: Service): readonly string[] | null {
  // K7: a process that is not root starts with none, whatever is given back.
  const user = service.user?.split(':')[0] ?? '';
  if (user !== '' && user !== 'root' && !/^0+$/.test(user)) return [];
  return catalogueEntry(service.image)?.capabilities ?? null;
}

/** Returns the operations that drop all capabilities and add `names`, as one step. */
export function giveBackOperations(service: Service, names: readonly string[]): readonly Operation[] {
  const { added } = listsOf(service);
  const drop = dropsAll(service) ? [] : dropAllOperations(service, true);
  const missing = names.filter((name) => !added.has(name));
  return [
    ...drop,
    ...missing.map((capability) => ({ type: 'cap-add', service: service.name, capability }) as const),
  ];
}
