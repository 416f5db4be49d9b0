// `depends_on` in list and map form. Does not know whether a target exists.

import { deref, type Tree } from '../../yaml/tree.ts';
import type { Dependency } from '../topology.ts';
import { fieldsOf } from './fields-of.ts';
import { readText, readTexts } from './read-text.ts';
import { readTri } from './read-tri.ts';

/** The dependencies in file order. */
export function readDependencies(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly Dependency[] {
  const started = 'service_started';
  if (deref(tree)?.kind !== 'map') {
    return readTexts(tree, environment).map((service) => ({ service, condition: started, required: true }));
  }
  return [...fieldsOf(tree).values()].map(({ key, value }) => {
    const fields = fieldsOf(value);
    return {
      service: key,
      condition: readText(fields.get('condition')?.value, environment) || started,
      required: readTri(fields.get('required')?.value, environment, true) !== false,
    };
  });
}
