// The stacks of a host as `reach --host` and `check --host` list them: where each was read, and what its facts rest on.

import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import type { StackOfHost } from '../../contracts/host.ts';
import { assumedOf } from '../../describe/assumed.ts';
import type { StackInput } from '../../host/host.ts';
import type { HostFacts } from '../../host/host-facts.ts';

/** Returns the stacks by name; `more` is assumed of all of them. */
export function stacksJson(
  { host: { stacks }, options }: Pick<HostFacts, 'host' | 'options'>,
  more: Partial<Assumed> = {},
): { readonly [stack: string]: StackOfHost } {
  // Not by assignment, since a stack may be called __proto__.
  return Object.fromEntries(
    stacks.map((stack) => {
      const { id, dir, from, workspace, profiles, project } = stack;
      const stackOptions = { ...options, project: project.name, profiles };
      const assumed = { ...assumedOf(workspace, stackOptions, project.from), ...more };
      return [id, { dir, from, assumed, ...differencesOf(stack) }];
    }),
  );
}

function differencesOf({ workspace, differences }: StackInput): Pick<StackOfHost, 'differences'> {
  if (differences === undefined) return {};
  return {
    differences: differences.map(({ fact, at, files, running, lost }) => {
      const { file, line } = placeOf(workspace, at);
      return { fact, file, line, files, running, ...(lost ? { lost } : {}) };
    }),
  };
}
