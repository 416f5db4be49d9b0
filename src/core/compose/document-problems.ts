// What Compose refuses in one file that stands alone, and its top level as such. With several files, the merged model is
// checked instead.

import type { ComposeDocument, Fragment } from './document.ts';
import { topLevelProblems } from './model-of.ts';
import type { Problem } from './problem.ts';
import type { Resources } from './project/check/resources.ts';
import { validateTopology } from './project/check/validate-topology.ts';
import { topLevelTree } from './read-fragments.ts';
import type { SchemaCheck } from './schema/schema-check.ts';
import { withoutRepeats } from './schema/without-repeats.ts';

/** The problems of the model of a file. */
export function modelProblems({
  fragments,
  topology,
  environment,
  schema,
}: Pick<ComposeDocument, 'fragments' | 'topology' | 'environment' | 'schema'>): readonly Problem[] {
  return validateTopology(topology, environment, { schema, resources: resourcesOf(fragments) });
}

/** The problems of the top level of a file, whatever other files are merged with it. */
export function fileProblemsOf(
  fragments: readonly Fragment[],
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): readonly Problem[] {
  const own = topLevelProblems(fragments, environment);
  if (schema === null) return own;
  // The other keys are checked when they are merged: one file need not hold all of an entry.
  const found = ['name', 'include'].flatMap((key) => {
    const tree = topLevelTree(fragments, key);
    return tree === null ? [] : schema.problems('top', key, tree, environment);
  });
  return [...own, ...withoutRepeats(found, own)];
}

function resourcesOf(fragments: readonly Fragment[]): Resources {
  return {
    volumes: topLevelTree(fragments, 'volumes'),
    secrets: topLevelTree(fragments, 'secrets'),
    configs: topLevelTree(fragments, 'configs'),
    models: topLevelTree(fragments, 'models'),
  };
}
