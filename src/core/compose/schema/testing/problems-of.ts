// For tests only: what the real schema says about the text of a compose file, part by part.

import { schemaCheck } from 'virtual:compose-schema';
import { parseTree } from '../../../yaml/parse-tree.ts';
import { childOf, entriesOf } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';

/** Returns the problems of all services, then of all networks, then of the other top-level keys; `values` are variables that are set. */
export function problemsOf(text: string, values: Readonly<Record<string, string>> = {}): readonly Problem[] {
  const { tree } = parseTree(text);
  const environment = new Map(Object.entries(values));
  return [
    ...entriesOf(childOf(tree, 'services')).flatMap((entry) =>
      schemaCheck.problems('service', entry.key, entry.value, environment),
    ),
    ...entriesOf(childOf(tree, 'networks')).flatMap((entry) =>
      schemaCheck.problems('network', entry.key, entry.value, environment),
    ),
    ...entriesOf(tree).flatMap((entry) => schemaCheck.problems('top', entry.key, entry.value, environment)),
  ];
}
