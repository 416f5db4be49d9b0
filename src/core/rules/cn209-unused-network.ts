// CN209. Owns: declared networks that no service of any profile is on.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import type { Topology } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';
import { childOf, entriesOf } from '../yaml/tree.ts';

export const rule: Rule = {
  id: 'CN209',
  slug: 'unused-network',
  title: 'Network is declared but no service uses it',
  why: 'Compose does not create a network that no service uses. Usually a service lost its networks entry, or the network was renamed in one place only.',
  severity: 'info',
  source: 'A7 (measured)',
  *check({ workspace, topology }) {
    if (mayUseAny(topology)) return;
    const used = new Set<string>();
    for (const { attachments } of topology.services.values()) {
      for (const { network } of attachments) used.add(network);
    }
    const unused = [...topology.networks.values()].filter(
      ({ name, origin }) => origin === 'declared' && !used.has(name),
    );
    if (unused.length === 0) return;
    const mentioned = mentionedTexts(topology);
    for (const network of unused) {
      const { name } = network;
      if (mentioned.has(name) || mentioned.has(dockerNameOf(network, topology.name) ?? name)) continue;
      // A fragment or an extended file may declare the network for other files.
      if (workspace.files.length > 1 && !declaredHere(workspace.files[0]?.document.topology.networks, name))
        continue;
      yield {
        subjects: [`network:${name}`],
        message: `No service uses ${name}, so Compose does not create it.`,
        at: ['networks', name],
        fixes: [
          {
            title: `Remove ${name}`,
            safe: true,
            operations: [{ type: 'remove-network', network: name, soleMembers: null }],
          },
        ],
        evidence: [name],
      };
    }
  },
};

function declaredHere(networks: ReadonlyMap<string, unknown> | undefined, name: string): boolean {
  return networks?.has(name) ?? true;
}

/** True when a variable without a value stands for a network of some service. */
function mayUseAny({ services, networks }: Topology): boolean {
  if ([...networks.values()].some(({ undecided }) => undecided?.includes('key'))) return true;
  return [...services.values()].some(({ mode }) => mode.kind === 'unknown' && mode.raw.includes('$'));
}

/** Returns every text that may name a network: labels, settings, modes and networks of builds. */
function mentionedTexts(topology: Topology): ReadonlySet<string> {
  const found = new Set<string>();
  for (const service of topology.services.values()) {
    for (const { value } of service.labels) if (value !== null) found.add(value);
    for (const { value } of service.environment) if (value !== null) found.add(value);
    if (service.mode.kind === 'unknown') found.add(service.mode.raw);
    if (service.mode.kind === 'network') found.add(service.mode.of);
    for (const { key, value } of entriesOf(childOf(service.tree, 'build'))) {
      if (key === 'network' && value.kind === 'scalar') found.add(value.text);
    }
  }
  return found;
}
