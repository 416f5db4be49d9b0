// `devices` of a service: strings and objects, both as `SOURCE[:TARGET[:PERMISSIONS]]`.

import { deref, itemsOf, type Tree } from '../../yaml/tree.ts';
import { fieldsOf } from './fields-of.ts';
import { readText } from './read-text.ts';

/** The devices in file order. */
export function readDevices(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  const devices: string[] = [];
  for (const item of itemsOf(tree)) {
    const node = deref(item);
    const fields = fieldsOf(node);
    const parts = ['source', 'target', 'permissions'].map((key) =>
      readText(fields.get(key)?.value, environment),
    );
    const text = node?.kind === 'map' ? parts.filter(Boolean).join(':') : readText(node, environment);
    if (text) devices.push(text);
  }
  return devices;
}
