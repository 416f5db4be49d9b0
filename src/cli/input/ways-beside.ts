// What reads the configuration of proxies, for a project or a host of this machine. It is loaded only where something is
// a proxy or a tunnel, asks a proxy for a route, or has rules of its own.

import type { Topology } from '../../core/compose/topology.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { Host } from '../../core/host/host.ts';
import { hasFilesToRead } from '../../core/ways-in/ways/program-of.ts';
import { makeWaysReader, type WaysReader } from '../../core/ways-in/ways/ways-reader.ts';
import type { Io } from '../io.ts';
import { projectFiles } from './project-files.ts';

async function readerFor(io: Io, topologies: readonly Topology[]): Promise<WaysReader | null> {
  if (!topologies.some(hasFilesToRead)) return null;
  const { readWays } = await import('../../core/ways-in/ways/read-ways.ts');
  return makeWaysReader(readWays, projectFiles(io));
}

/** Returns the workspace with a reader for the files beside it; unchanged without a proxy. */
export async function withWaysBeside(io: Io, workspace: Workspace): Promise<Workspace> {
  const beside = await readerFor(io, [workspace.topology]);
  return beside === null ? workspace : { ...workspace, input: { ...workspace.input, beside } };
}

/** Returns the host with a reader for the files beside each stack. */
export async function hostWithWays(io: Io, host: Host): Promise<Host> {
  const beside = await readerFor(
    io,
    host.stacks.map(({ workspace }) => workspace.topology),
  );
  return beside === null ? host : { ...host, beside };
}
