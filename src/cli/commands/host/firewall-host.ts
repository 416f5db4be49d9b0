// `bulkhead firewall --host [DIR…]`: rules for all stacks of a host together.

import { placeOfHost } from '../../../core/export/firewall/firewall-report.ts';
import { hostStatements } from '../../../core/firewall/host-statements.ts';
import { writeFirewall } from '../../../core/firewall/write-firewall.ts';
import { hostFacts, joinedReach } from '../../../core/host/host-facts.ts';
import { loadHost } from '../../input/load-host.ts';
import type { Io } from '../../io.ts';
import type { FirewallOptions, KnownMachine } from '../firewall-options.ts';

/** Prints firewall rules for the stacks in and below `folders`. Places refer to the host's file. */
export async function hostFirewall(
  io: Io,
  folders: readonly string[],
  options: FirewallOptions,
  { machine, from }: KnownMachine,
) {
  const { host, question } = await loadHost(io, folders, options);
  const { machine: _, ...plain } = question.options;
  const facts = hostFacts(host, { ...question, options: plain });
  const { joined, topology } = facts;
  const result = writeFirewall({
    topology,
    reachWith: (options) => joinedReach(host, joined, options),
    statements: hostStatements(facts),
    options: { ...plain, profiles: ['*'], project: null },
    machine,
    from,
    title: 'Rules for the stacks of this host, written by bulkhead firewall',
  });
  return { result, place: placeOfHost(facts) };
}
