// Picks one fault per place, with its path: a schema with several forms reports for each form why it does not fit.

import { positionsOf } from '../../text/walk.ts';
import type { Writable } from '../../yaml/format-value.ts';
import type { Path } from '../../yaml/tree.ts';
import type { SchemaFault } from './schema-check.ts';

/** A fault with its path, and the value found there. */
export interface PickedFault {
  readonly path: Path;
  readonly value: Writable;
  readonly fault: SchemaFault;
}

/** Returns one fault per path below `root`, the checked value. */
export function pickFaults(faults: readonly SchemaFault[], root: Writable): readonly PickedFault[] {
  const places = new Map<string, SchemaFault[]>();
  // The places on the way to a fault: what stands at them has the right form at least.
  const passed = new Set<string>();
  for (const fault of faults) {
    const known = places.get(fault.at);
    if (known) {
      known.push(fault);
      continue;
    }
    places.set(fault.at, [fault]);
    for (const end of positionsOf(fault.at, '/')) passed.add(fault.at.slice(0, end));
  }
  return [...places].flatMap(([at, found]) => pickAt(found, passed.has(at), valueAt(root, at)));
}

function pickAt(
  found: readonly SchemaFault[],
  deeper: boolean,
  { path, value }: Pick<PickedFault, 'path' | 'value'>,
): readonly PickedFault[] {
  const picked: PickedFault[] = [];
  const of = <Kind extends SchemaFault['kind']>(kind: Kind) =>
    found.filter((fault): fault is Extract<SchemaFault, { kind: Kind }> => fault.kind === kind);
  const keys = new Set(of('unknown-key').map(({ key }) => key));
  for (const fault of of('unknown-key')) {
    if (keys.delete(fault.key)) picked.push({ path: [...path, fault.key], value: null, fault });
  }
  for (const fault of of('repeated')) picked.push({ path: [...path, fault.second], value, fault });
  const [missing] = of('missing-key');
  const [choice] = of('choice');
  const types = of('type');
  const [first] = types;
  const [other] = found.filter(({ kind }) => kind === 'limit' || kind === 'pattern' || kind === 'duration');
  if (missing) picked.push({ path, value, fault: missing });
  if (deeper || picked.length > 0) return picked;
  if (choice && typeof value === 'string') return [{ path, value, fault: choice }];
  if (other) return [{ path, value, fault: other }];
  if (!first) return found.slice(0, 1).map((fault) => ({ path, value, fault }));
  return [{ path, value, fault: { ...first, types: [...new Set(types.flatMap((fault) => fault.types))] } }];
}

/** Returns the path and value at a JSON pointer. */
function valueAt(root: Writable, at: string): Pick<PickedFault, 'path' | 'value'> {
  const path: (string | number)[] = [];
  let value: Writable = root;
  for (const step of at.split('/').slice(1)) {
    const key: string = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isList(value)) {
      path.push(Number(key));
      value = value[Number(key)] ?? null;
    } else {
      path.push(key);
      value = typeof value === 'object' && value !== null ? (value[key] ?? null) : null;
    }
  }
  return { path, value };
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}
