// `x-bulkhead` of a service: what its author says about it that Compose has no key for.

import type { Tree } from '../../yaml/tree.ts';
import type { Tags } from '../topology.ts';
import { fieldsOf } from './fields-of.ts';
import { readText, readTexts } from './read-text.ts';
import { readTri } from './read-tri.ts';

/** The tags of a service; a tier of another name counts as none. */
export function readTags(tree: Tree | null | undefined, environment: ReadonlyMap<string, string>): Tags {
  const fields = fieldsOf(tree);
  const tier = readText(fields.get('tier')?.value, environment);
  return {
    tier: tier === 'edge' || tier === 'app' || tier === 'data' ? tier : null,
    needs: readTexts(fields.get('needs')?.value, environment),
    external: readTri(fields.get('external')?.value, environment, false) === true,
  };
}
