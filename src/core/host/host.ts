// The stacks of one machine as one model. The Engine has no notion of projects: only containers, networks by their real names, and one
// set of ports. Types only; `open-host.ts` names the stacks, `join-stacks.ts` joins them, `host-facts.ts` answers what is asked of them together.

import type { ProjectName } from '../compose/environment/project-name.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Network, Tri } from '../compose/topology.ts';
import type { AdjacentFiles } from '../compose/workspace/adjacent-files.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Path } from '../yaml/tree.ts';
import type { HostFile } from './host-file.ts';

/** The source of a stack: files, running containers, or files of a project that also runs. */
export type StackOrigin = 'files' | 'running' | 'both';

/** True when a container is left in a namespace whose owner was restarted or is gone (T7). */
export function isDeadNamespace({ fact, running }: StackDifference): boolean {
  return running === 'dead' && fact.endsWith(' namespace');
}

/** A setting of a container on a network that the file states and that the container has lost. */
export interface LostSetting {
  /** The key of the network. */
  readonly network: string;
  readonly what: 'name' | 'alias' | 'address' | 'gw_priority' | 'interface_name' | 'mac';
  readonly value: string;
}

/** A fact in which the running containers differ from the files of a stack. */
export interface StackDifference {
  /** The fact in words: `ghost networks`, `network back internal`. */
  readonly fact: string;
  /** The value in the files, or in the text that was recovered from running containers. */
  readonly files: string;
  readonly running: string;
  /** The path in the merged model. */
  readonly at: Path;
  /** The name, alias, address or priority that a container has lost although its file states it. */
  readonly lost?: LostSetting;
}

/** One Compose project before it has an id on a host. */
export interface StackInput {
  /** The POSIX path of its folder, relative to the opened one; `.` for that folder itself, null for text without a folder. */
  readonly dir: string | null;
  readonly from: StackOrigin;
  readonly workspace: Workspace;
  /** The active profiles; `'*'` activates all. */
  readonly profiles: readonly string[];
  /** The project name and its source; the folder's own name is the last resort. */
  readonly project: ProjectName;
  /** The differences from the running containers; absent before a comparison. */
  readonly differences?: readonly StackDifference[];
  /** The stack as its containers run, when that differs from its files. */
  readonly asItRuns?: StackInput;
}

/** One stack of a host. */
export interface Stack extends StackInput {
  /**
   * The id on the host: the project name, `NAME#2` when another folder has the same, `dir:a:b` or `untitled` without a name. Empty for a
   * project by itself (`alone.ts`).
   */
  readonly id: string;
}

export interface Host {
  /** The stacks in the order in which they were opened. */
  readonly stacks: readonly Stack[];
  /** The networks that no stack makes but that are known from the Engine or from `bulkhead.yaml`, by Docker name. */
  readonly networks: ReadonlyMap<string, Network>;
  /** The host's own file, `bulkhead.yaml`; absent without one. */
  readonly file?: HostFile;
  /** The reader of proxy configuration for all stacks together; absent when there is none. */
  readonly beside?: AdjacentFiles;
}

/** A network of the host, as its members see it. */
export interface HostNetwork {
  /** The Docker name of the network; `STACK/KEY` while that is unknown. */
  readonly name: string;
  /** The stack that makes the network; null when no file here does. */
  readonly madeBy: string | null;
  /** All stacks that would make the network, in the order of the host; the first one to come up decides. */
  readonly makers: readonly string[];
  /** The stacks with active services on the network, in the order of the host. */
  readonly stacks: readonly string[];
  /** The stacks that declare the network or put services on it, active or not. */
  readonly namedBy: readonly string[];
  /** The active members as `STACK/SERVICE`, owners only. */
  readonly members: readonly string[];
  readonly internal: Tri;
  /** True when the network is made outside the files. */
  readonly external: boolean;
  /** The traits of a network that no stack here makes; null when they are unknown. */
  readonly known: Network | null;
}

/** True for a network in use that joins stacks, or that no stack here makes. */
export function isShared({ stacks, madeBy, members }: HostNetwork): boolean {
  return members.length > 0 && (stacks.length > 1 || madeBy === null);
}

/** Operations on the files of one stack of a host. */
export interface StackEdit {
  readonly stack: string;
  readonly operations: readonly Operation[];
}

/** Returns `STACK/SERVICE`; `/` occurs in neither. In a project by itself, the name of the service. */
export function hostName(stack: string, service: string): string {
  return stack === '' ? service : `${stack}/${service}`;
}

/** Returns the stack of a project by itself; null on any other host. */
export function standaloneStack({ stacks }: Host): Stack | null {
  const [only] = stacks;
  return only?.id === '' ? only : null;
}

/** Splits a name made by `hostName` into stack and service. */
export function splitHostName(name: string): { readonly stack: string; readonly service: string } {
  const cut = name.indexOf('/');
  return cut < 0 ? { stack: '', service: name } : { stack: name.slice(0, cut), service: name.slice(cut + 1) };
}

/** The name of the host's file, in the opened folder. */
export const hostFileName = 'bulkhead.yaml';
