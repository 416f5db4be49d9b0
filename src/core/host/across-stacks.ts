// What an edit of one stack opens and closes outside of it: pairs of services in different stacks, and ways of services in other stacks.

import type { Steps } from '../compose/steps.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { type ConnectivityDiff, diffConnectivity } from '../reach/diff/diff-connectivity.ts';
import { type Host, splitHostName } from './host.ts';
import { type HostFacts, joinedReach } from './host-facts.ts';
import { joinStacks } from './join-stacks.ts';

/** A stack, and the host that it belongs to. */
export interface WithinHost {
  readonly analysis: HostFacts;
  /** The id of the stack. */
  readonly stack: string;
}

/** Returns the host with another workspace for the stack `id`. */
function withWorkspace(host: Host, id: string, workspace: Workspace): Host {
  return {
    ...host,
    stacks: host.stacks.map((stack) => (stack.id === id ? { ...stack, workspace } : stack)),
  };
}

/** Returns the changes across stacks when the files of one become `workspace`, in short steps; services are `STACK/SERVICE`. */
export function* acrossSteps({ analysis, stack }: WithinHost, workspace: Workspace): Steps<ConnectivityDiff> {
  const host = withWorkspace(analysis.host, stack, workspace);
  const joined = joinStacks(host);
  yield;
  const reach = joinedReach(host, joined, analysis.options);
  yield;
  return changesOutside(diffConnectivity(analysis.reach, reach), stack);
}

/** Returns the changes of a diff that concern other stacks. */
function changesOutside(diff: ConnectivityDiff, stack: string): ConnectivityDiff {
  const isOwn = (name: string): boolean => splitHostName(name).stack === stack;
  const pairs = (changes: ConnectivityDiff['opened']) =>
    changes.filter(({ from, to }) => !isOwn(from) || !isOwn(to));
  const ways = (changes: ConnectivityDiff['waysOpened']) => changes.filter(({ service }) => !isOwn(service));
  return {
    opened: pairs(diff.opened),
    closed: pairs(diff.closed),
    waysOpened: ways(diff.waysOpened),
    waysClosed: ways(diff.waysClosed),
    servicesAdded: [],
    servicesRemoved: [],
  };
}
