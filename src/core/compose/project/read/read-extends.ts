// `extends` of a service, in short and long form.

import type { Tree } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText } from '../values/read-text.ts';

/** The service that another one builds on; null where it stands alone. `file` is as written. */
export function readExtends(
  service: Tree | null,
  environment: ReadonlyMap<string, string>,
): Service['extendsFrom'] {
  const tree = fieldsOf(service).get('extends')?.value;
  const fields = fieldsOf(tree);
  const name = readText(tree, environment) ?? readText(fields.get('service')?.value, environment);
  if (!name) return null;
  return { service: name, file: readText(fields.get('file')?.value, environment) || null };
}
