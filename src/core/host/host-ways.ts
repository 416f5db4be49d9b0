// Ways in of a project or of a host, for everything that reports them.

import { noFiles } from '../ways-in/files/project-files.ts';
import { makeWaysContext } from '../ways-in/make-ways-context.ts';
import { noWays, type Ways } from '../ways-in/ways/ways.ts';
import type { HostFacts } from './host-facts.ts';

/** Returns the ways in; without a proxy or tunnel, those of published ports. */
export function waysIn(facts: HostFacts): Ways {
  const { host, joined, reach, proxies } = facts;
  if (proxies !== null) return proxies;
  const stacks = host.stacks.map(({ id, workspace, project }) => ({
    workspace,
    project: project.name,
    prefix: id === '' ? '' : `${id}/`,
  }));
  const { topology } = joined;
  return noWays(
    makeWaysContext({
      topology,
      reach,
      assumed: [],
      stacks,
      answers: (asker, name) => facts.names.answers(asker, name),
      files: noFiles,
    }),
  );
}
