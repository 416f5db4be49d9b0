// CN225. Owns: services that share the network stack of a VPN's container, and leave past its tunnel. Questions for names are CN224.

import { nameList } from '../compose/name-list.ts';
import { itemPlace } from '../compose/places.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { tellsHealth, waitsForTunnel } from '../ways-out/out/tunnel-holes.ts';
import { holesText, type Led, tunnelsOf } from './facts/ways-out.ts';

export const rule: Rule = {
  id: 'CN225',
  slug: 'tunnel-can-be-gone-round',
  title: 'A tunnel can be gone round',
  why: "Who shares the network stack of a VPN's container leaves by its tunnel while the tunnel is up and nothing leads past it. Before that, over an address family that the tunnel does not carry, or to a range that is let past it, everything leaves as the machine, with its address.",
  remediation:
    'Start the services when the container of the VPN is healthy (`depends_on` with `condition: service_healthy`), leave its rules on, and give its networks no IPv6 that the tunnel does not carry.',
  severity: 'warning',
  source: 'LV5, LV30, LV31, LV34 (measured)',
  reads: ['environment', 'env_file', 'depends_on', 'network_mode'],
  *check(context) {
    for (const led of tunnelsOf(context)) {
      const { owner, members } = led;
      const holes = led.holes.filter(({ kind }) => kind === 'tunnel' || kind === 'start' || kind === 'lan');
      const [first] = holes;
      const hasty = members.find((service) => !waitsForTunnel(led.tunnel, owner, service));
      if (!first) continue;
      const names = members.map(({ name }) => name);
      yield {
        severity: holes.some(({ kind }) => kind === 'tunnel') ? 'warning' : 'info',
        subjects: [owner.name, ...names],
        message: `${nameList(names)} ${names.length === 1 ? 'is' : 'are'} meant to leave by the tunnel of ${owner.name}. ${holesText(holes)}`,
        at:
          first.id === 'LV30' && hasty
            ? itemPlace(hasty, 'depends_on', owner.name)
            : ['services', owner.name],
        fixes: waitForHealth(led),
        evidence: [owner.name, ...names, ...holes.map(({ id }) => id)],
        parts: holes.map(({ id, kind }) => ['CN225', owner.name, id, kind]),
      };
    }
  },
};

/** Returns the fix that starts the services when the tunnel works; none where no health check says that, or all wait already. */
function waitForHealth({ owner, tunnel, members }: Led): readonly Fix[] {
  if (!tellsHealth(tunnel, owner)) return [];
  const hasty = members.filter((service) => !waitsForTunnel(tunnel, owner, service)).map(({ name }) => name);
  if (hasty.length === 0) return [];
  return [
    {
      title: `Start ${nameList(hasty)} when ${owner.name} is healthy`,
      // A service that never becomes healthy keeps those that wait for it from starting.
      safe: false,
      operations: hasty.map((service) => ({
        type: 'depends' as const,
        service,
        target: owner.name,
        healthy: true as const,
      })),
    },
  ];
}
