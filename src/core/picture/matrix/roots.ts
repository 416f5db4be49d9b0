// The services that give control of the host, for the cells of the host's column.

import { escapes } from '../../blast/escapes.ts';
import { hostSockets, noHostSockets } from '../../blast/runtime-sockets.ts';
import type { Tri } from '../../compose/topology.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { hostName } from '../../host/host.ts';
import type { Analysis } from '../../rules/analyze.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';

/**
 * Returns the services that give control of the host, by name; absent services do not. `hidden` is true when the opened link may omit the
 * settings that decide this.
 */
export function rootsOf(
  { reach, topology }: Pick<Analysis, 'reach' | 'topology'>,
  workspace: Workspace | null,
  hidden: boolean,
): ReadonlyMap<string, Tri> {
  const sockets = workspace ? hostSockets(workspace) : noHostSockets;
  const roots = new Map<string, Tri>();
  for (const name of reach.services) {
    const service = topology.services.get(name);
    const hostEscapes = service
      ? escapes(topology, service, sockets).filter(({ grade }) => grade === 'host')
      : [];
    if (hostEscapes.length > 0 || hidden)
      roots.set(name, hostEscapes.some(({ certain }) => certain) || 'unknown');
  }
  return roots;
}

/** Returns the same for all stacks, by their names on the host. */
export function hostRoots({ host, analyses }: HostAnalysis): ReadonlyMap<string, Tri> {
  return new Map(
    host.stacks.flatMap(({ id, workspace }) => {
      const analysis = analyses.get(id);
      if (!analysis) return [];
      return [...rootsOf(analysis, workspace, false)].map(
        ([service, root]) => [hostName(id, service), root] as const,
      );
    }),
  );
}
