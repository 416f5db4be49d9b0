// The stacks of one machine as one model. The Engine has no notion of projects: only containers, networks by their real names, and one
// set of ports. Types only; `open-host.ts` names the stacks, `join-stacks.ts` joins them, `host-facts.ts` answers what is asked of them together.

import type { ProjectName } from '../compose/environment/project-name.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Network, Tri } from '../compose/topology.ts';
import type { AdjacentFiles } from '../compose/workspace/adjacent-files.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Path } from '../yaml/tree.ts';
import type { HostFile } from './host-file.ts';

/** Where a stack was read from: its files, what runs, or files beside which the same project runs. */
export type StackOrigin = 'files' | 'running' | 'both';

/** Whether it is that a container is left in a namespace whose owner was started since, or is gone (T7). */
export function isDeadNamespace({ fact, running }: StackDifference): boolean {
  return running === 'dead' && fact.endsWith(' namespace');
}

/** Something that the file gives a container on a network, and that it no longer has there. */
export interface Lost {
  /** Key of the network. */
  readonly network: string;
  readonly what: 'name' | 'alias' | 'address' | 'gw_priority' | 'interface_name' | 'mac';
  readonly value: string;
}

/** A fact in which a stack differs from what runs of it. */
export interface StackDifference {
  /** `ghost networks`, `network back internal`. */
  readonly fact: string;
  /** What its files say, or the text that was recovered from what runs. */
  readonly files: string;
  readonly running: string;
  /** Path in the merged model. */
  readonly at: Path;
  /** What a container lost of what its file gives it there: a name, an alias, an address, a priority. */
  readonly lost?: Lost;
}

/** One Compose project as it is found. */
export interface StackInput {
  /** POSIX path of its folder, relative to what was given; `.` for that itself, null for text without a folder. */
  readonly dir: string | null;
  readonly from: StackOrigin;
  readonly workspace: Workspace;
  /** Active ones; `'*'` activates all. */
  readonly profiles: readonly string[];
  /** Its name and where that comes from; the folder's own name is the last resort. */
  readonly project: ProjectName;
  /** How what runs differs; absent where it was not compared. */
  readonly differences?: readonly StackDifference[];
  /** The stack out of what runs of it, where that differs from its files. */
  readonly asItRuns?: StackInput;
}

/** One stack of a host. */
export interface Stack extends StackInput {
  /**
   * Its id on the host: its project name, `NAME#2` where another folder has the same, `dir:a:b` or `untitled` without a name. Empty for a project
   * by itself (`alone.ts`).
   */
  readonly id: string;
}

export interface Host {
  /** In the order in which they were given. */
  readonly stacks: readonly Stack[];
  /** What is known of networks that no stack makes, by Docker name: from what runs, or from `bulkhead.yaml`. */
  readonly networks: ReadonlyMap<string, Network>;
  /** `bulkhead.yaml`; absent without one. */
  readonly file?: HostFile;
  /** What reads the configuration of proxies, of all stacks together; absent where it is not at hand. */
  readonly beside?: AdjacentFiles;
}

/** A network of the host, as its members meet it. */
export interface HostNetwork {
  /** Its Docker name; `STACK/KEY` while that is not known. */
  readonly name: string;
  /** The stack that makes it; null where no file here does. */
  readonly madeBy: string | null;
  /** All stacks that would make it, in the order of the host; of several, the first one to come up decides. */
  readonly makers: readonly string[];
  /** The stacks with active services on it, in the order of the host. */
  readonly stacks: readonly string[];
  /** The stacks that declare it or put services on it, active or not. */
  readonly namedBy: readonly string[];
  /** Its active members as `STACK/SERVICE`, owners only. */
  readonly members: readonly string[];
  readonly internal: Tri;
  /** True where it is made outside the files. */
  readonly external: boolean;
  /** What is known of it beside the files, where nobody here makes it; null where nothing is. */
  readonly known: Network | null;
}

/** True for a network in use on which stacks meet, or that no stack here makes. */
export function isShared({ stacks, madeBy, members }: HostNetwork): boolean {
  return members.length > 0 && (stacks.length > 1 || madeBy === null);
}

/** Operations on the files of one stack of a host. */
export interface StackEdit {
  readonly stack: string;
  readonly operations: readonly Operation[];
}

/** `STACK/SERVICE`; `/` occurs in neither. Of a project by itself, the name of the service. */
export function hostName(stack: string, service: string): string {
  return stack === '' ? service : `${stack}/${service}`;
}

/** The stack of a project by itself; null on any other host. */
export function aloneIn({ stacks }: Host): Stack | null {
  const [only] = stacks;
  return only?.id === '' ? only : null;
}

/** Stack and service of a name made by `hostName`. */
export function splitHostName(name: string): { readonly stack: string; readonly service: string } {
  const cut = name.indexOf('/');
  return cut < 0 ? { stack: '', service: name } : { stack: name.slice(0, cut), service: name.slice(cut + 1) };
}

/** How the file is called, in the folder that was given. */
export const hostFileName = 'bulkhead.yaml';
