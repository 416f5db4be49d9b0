// What an edit of one stack opens and closes outside of it: pairs of services in different stacks, and ways of services in other stacks.

import type { Steps } from '../compose/steps.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { type ConnectivityDiff, diffConnectivity } from '../reach/diff/diff-connectivity.ts';
import { type Host, splitHostName } from './host.ts';
import { type HostFacts, joinedReach } from './host-facts.ts';
import { joinStacks } from './join-stacks.ts';

/** A stack and the host that it is part of. */
export interface WithinHost {
  readonly analysis: HostFacts;
  /** Id of the stack. */
  readonly stack: string;
}

/** The host with `workspace` in the place of that of the stack `id`. */
function hostWith(host: Host, id: string, workspace: Workspace): Host {
  return {
    ...host,
    stacks: host.stacks.map((stack) => (stack.id === id ? { ...stack, workspace } : stack)),
  };
}

/** What changes across stacks where the files of one become `workspace`; services are `STACK/SERVICE`. In short steps. */
export function* acrossSteps({ analysis, stack }: WithinHost, workspace: Workspace): Steps<ConnectivityDiff> {
  const host = hostWith(analysis.host, stack, workspace);
  const joined = joinStacks(host);
  yield;
  const reach = joinedReach(host, joined, analysis.options);
  yield;
  return beyond(diffConnectivity(analysis.reach, reach), stack);
}

/** The changes of a diff that concern other stacks. */
function beyond(diff: ConnectivityDiff, stack: string): ConnectivityDiff {
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
