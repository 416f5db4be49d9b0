// A service of the host in the files of its own stack.

import type { Service } from '../compose/topology.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import { splitHostName } from './host.ts';

/** A service as its own stack knows it, under the name in its files. */
export interface StackService<F> {
  readonly stack: string;
  readonly service: Service;
  /** The facts of its stack alone. */
  readonly facts: F;
}

/** Finds a service of the host (`STACK/SERVICE`) in its own stack; null when the host has none of that name. */
export function stackServiceOf<F extends Pick<ProjectFacts, 'topology'>>(
  { analyses }: { readonly analyses: ReadonlyMap<string, F> },
  name: string,
): StackService<F> | null {
  const { stack, service: ownName } = splitHostName(name);
  const facts = analyses.get(stack);
  const service = facts?.topology.services.get(ownName);
  return facts && service ? { stack, service, facts } : null;
}
