// CN108. Owns: published ports that answer services of this file which share no network with the publisher.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { closePortFixes, isDataPort, isMeantForWorld, openPublishes, portText } from './facts/publishes.ts';
import { edgeStrangersOf, strangersOf } from './facts/strangers.ts';

export const rule: Rule = {
  id: 'CN108',
  slug: 'publish-bypasses-isolation',
  title: 'Published port lets isolated services reach this one through the host address',
  why: "Any container with a way out can reach a published port through the host's address, whatever networks it is on. Separate networks therefore do not isolate this service from the others.",
  severity: 'warning',
  loweredTo: { homelab: 'info' },
  source: 'X2, X5 (measured)',
  *check(context) {
    const { checked, tiers } = context;
    for (const view of checked.values()) {
      const { name } = view.service;
      // CN101 names these services for a port on every address; for data they are a separate finding.
      const ports = openPublishes(view).filter(
        (port) => !isWildcardAddress(port.hostIp) || isDataPort(view, port),
      );
      const [first] = ports;
      if (!first) continue;
      const strangers = strangersOf(context, name);
      if (strangers.count === 0) continue;
      const edges = view.tier === 'data' ? edgeStrangersOf(context, name) : [];
      const guessed = edges.some((other) => !tiers.declared(other)) || !view.tierDeclared;
      // A port that is meant for everybody is meant for these services too, so the finding is an info.
      const world = ports.every((port) => isMeantForWorld(view.service, port));
      const shown = strangers.first.slice(0, 5);
      yield {
        severity: edges.length > 0 ? 'error' : world ? 'info' : 'warning',
        certainty: edges.length > 0 && guessed ? 'inferred' : 'certain',
        subjects: [name, ...strangers.first],
        message: `Without a shared network or a stated need, ${nameList(strangers.first, strangers.count)} can reach the published port of ${name} through the host.`,
        at: ['services', name, 'ports', first.index],
        path: shown.map((from) => ({
          from,
          to: name,
          network: null,
          at: ['services', name, 'ports', first.index],
        })),
        fixes: ports.some((port) => isMeantForWorld(view.service, port))
          ? []
          : closePortFixes(context, view.service, ports),
        // The part of a fully open way that the host still lets through.
        restOf: { kind: 'reach', pairs: strangers.first.map((from) => [from, name] as const), enough: 'all' },
        quiet: edges.length === 0 && world,
        evidence: ports.map(portText),
        parts: [
          ...ports.map((port) => ['CN108', name, portText(port)]),
          ...(edges.length > 0 ? [['CN108', name, 'edge']] : []),
        ],
      };
    }
  },
};
