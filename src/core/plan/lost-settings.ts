// What a container loses on a network that is made anew: Compose connects it again without any setting of the file.

import type { Service } from '../compose/topology.ts';
import type { LostSetting } from '../host/host.ts';
import { hasBehaviour } from './compose-versions.ts';
import type { Outcomes } from './container-outcomes.ts';
import { firstNetwork } from './deployed.ts';
import { type PlanContext, type PlannedNetwork, unique } from './plan-frame.ts';

/** Returns the settings that the containers of each service lose when they are connected again. */
export function lostSettings(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
  outcomes: Outcomes,
): ReadonlyMap<string, readonly LostSetting[]> {
  const lost = new Map<string, LostSetting[]>();
  if (!hasBehaviour(frame.compose, 'connectsWithoutSettings')) return lost;
  for (const { key, stoppedContainers } of networks) {
    for (const name of unique(stoppedContainers.map(({ service }) => service))) {
      const service = frame.active.get(name);
      const fate = outcomes.get(name);
      if (service === undefined || !(fate?.has('restarted') || fate?.has('stopped'))) continue;
      lost.set(name, [...(lost.get(name) ?? []), ...settingsOn(service, key)]);
    }
  }
  return lost;
}

/** Returns everything that the file gives a service on a network, its own name first. */
function settingsOn(service: Service, key: string): readonly LostSetting[] {
  const attachment = service.attachments.find(({ network }) => network === key);
  if (attachment === undefined) return [];
  const { aliases, ipv4, ipv6, gatewayPriority, interfaceName, macAddress } = attachment;
  const mac = macAddress ?? (firstNetwork(service) === key ? service.macAddress : null);
  const found: (readonly [LostSetting['what'], string | null])[] = [
    ['name', service.localName ?? service.name],
    ...aliases.map((alias) => ['alias', alias] as const),
    ['address', ipv4],
    ['address', ipv6],
    ['gw_priority', gatewayPriority === 0 ? null : `${gatewayPriority}`],
    ['interface_name', interfaceName],
    ['mac', mac],
  ];
  return found.flatMap(([what, value]) => (value === null ? [] : [{ network: key, what, value }]));
}
