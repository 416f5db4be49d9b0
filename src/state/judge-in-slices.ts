import type { SchemaCheck } from '../core/compose/schema/schema-check.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import { pause } from './pause.ts';

/** Services judged between two looks at what else is to be done. */
const atOnce = 40;

/**
 * Lets the schema look at every service of `workspace`, a few at a time. It remembers what it said of a tree, so that judging
 * the whole project afterwards takes no longer than putting the answers together.
 */
export async function judgeInSlices(schema: SchemaCheck, workspace: Workspace): Promise<void> {
  const { environment } = workspace.input;
  let judged = 0;
  for (const { name, tree } of workspace.topology.services.values()) {
    if (tree !== null) schema.problems('service', name, tree, environment);
    judged++;
    if (judged % atOnce === 0) await pause();
  }
}
