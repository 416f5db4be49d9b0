// Ways in of a project or of a host, for every command that reports them.

import type { HostFacts } from '../../core/host/host-facts.ts';
import { makeWaysContext } from '../../core/ways-in/make-ways-context.ts';
import { hasPrograms } from '../../core/ways-in/ways/program-of.ts';
import type { Ways } from '../../core/ways-in/ways/ways.ts';
import type { WaysContext } from '../../core/ways-in/ways-context.ts';
import { projectFiles } from '../input/project-files.ts';
import type { Io } from '../io.ts';

/** What the ways in are read from. */
export function groundOf(io: Io, facts: HostFacts): WaysContext {
  const { host, joined, reach } = facts;
  const stacks = host.stacks.map(({ id, workspace, project }) => ({
    workspace,
    project: project.name,
    prefix: id === '' ? '' : `${id}/`,
  }));
  // Names are looked up where a proxy asks for one: without a proxy nothing is made ready.
  const answers: WaysContext['answers'] = (asker, name) => facts.names.answers(asker, name);
  return makeWaysContext({ topology: joined.topology, reach, stacks, answers, files: projectFiles(io) });
}

/** The ways in. Without a proxy and a tunnel no reader is loaded. */
export async function waysIn(io: Io, facts: HostFacts): Promise<Ways> {
  const ground = groundOf(io, facts);
  if (!hasPrograms(ground.topology)) return noWays(ground);
  const { readWays } = await import('../../core/ways-in/ways/read-ways.ts');
  return readWays(ground);
}

/** Nothing leads requests on. */
export function noWays(ground: WaysContext): Ways {
  return { ground, programs: [], unread: [], tunnels: [] };
}
