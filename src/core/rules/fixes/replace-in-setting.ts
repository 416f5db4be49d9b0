// The operation that changes part of an environment variable. Values that contain variables stay unchanged: the text of the file
// differs from the model there.

import type { Operation } from '../../compose/operations/operation.ts';
import type { Service } from '../../compose/topology.ts';
import { childOf, deref, itemsOf, type Path, scalarText } from '../../yaml/tree.ts';

/** Returns the operation that replaces `part` in the setting at `at`; null unless that is a plain environment variable. */
export function replaceInSetting(
  service: Service,
  at: Path,
  part: string,
  replacement: string,
): Operation | null {
  const [, , section, step] = at;
  if (section !== 'environment' || step === undefined) return null;
  const environment = deref(childOf(service.tree, 'environment'));
  const item = typeof step === 'number' ? itemsOf(environment)[step] : childOf(environment, step);
  const written = scalarText(item);
  if (written === null || written.includes('$')) return null;
  const entry = service.environment.find(({ path }) => path[1] === step);
  if (!entry || entry.value === null || entry.fromEnvironment === true || !entry.value.includes(part))
    return null;
  const value = entry.value.replaceAll(part, replacement);
  return { type: 'env', service: service.name, key: entry.key, value };
}
