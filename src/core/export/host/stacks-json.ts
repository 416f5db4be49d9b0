// The stacks of a host as `reach --host` and `check --host` list them: where each was read, and what its facts rest on.

import { type Assumed, assumedOf } from '../../analysis/assumed.ts';
import type { Host, StackOrigin } from '../../host/host.ts';

interface StackJson {
  /** Null for text without a folder. */
  readonly dir: string | null;
  readonly from: StackOrigin;
  readonly assumed: Assumed;
}

/** The stacks by name; `more` is assumed of all of them. */
export function stacksJson(
  { stacks }: Host,
  more: Partial<Assumed> = {},
): { readonly [stack: string]: StackJson } {
  // Not by assignment: a stack may be called __proto__.
  return Object.fromEntries(
    stacks.map(({ id, dir, from, workspace, profiles, project }) => {
      const options = { project: project.name, profiles, ipv6Default: false };
      return [id, { dir, from, assumed: { ...assumedOf(workspace, options, project.from), ...more } }];
    }),
  );
}
