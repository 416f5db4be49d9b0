// Maps of texts whose places nobody asks for: driver options, IPAM options, reserved addresses, labels of networks.

import type { Tree } from '../../yaml/tree.ts';
import type { Option } from '../topology.ts';
import { readKeyValues } from './read-key-values.ts';

/** The entries of a map or of a list of `key=value`, in file order; no value reads as ''. */
export function readOptions(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly Option[] {
  return readKeyValues(tree, environment, []).map(({ key, value }) => ({ key, value: value ?? '' }));
}
