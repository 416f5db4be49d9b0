// One network out of what `docker network inspect` says of it, and as a network of the model.

import type { Network, Option } from '../../compose/topology.ts';
import type { NetworkJson } from './inspect-json.ts';
import { composeLabel } from './read-container.ts';
import type { RunningNetwork } from './running-host.ts';

/** The network that `json` describes. */
export function readNetwork(json: NetworkJson): RunningNetwork {
  const labels = json.Labels ?? {};
  return {
    id: json.Id ?? '',
    name: json.Name,
    project: labels[`${composeLabel}project`] || null,
    key: labels[`${composeLabel}network`] || null,
    driver: json.Driver,
    internal: json.Internal,
    attachable: json.Attachable ?? false,
    ipv4: json.EnableIPv4 ?? true,
    ipv6: json.EnableIPv6,
    options: new Map(Object.entries(json.Options ?? {})),
    ipamDriver: json.IPAM?.Driver ?? 'default',
    ipamOptions: optionsOf(json.IPAM?.Options),
    subnets: (json.IPAM?.Config ?? []).map((one) => ({
      subnet: one.Subnet || null,
      gateway: one.Gateway || null,
      ipRange: one.IPRange || null,
      auxAddresses: optionsOf(one.AuxiliaryAddresses),
    })),
    labels: optionsOf(labels).filter(({ key }) => !key.startsWith(composeLabel)),
    members: new Map(Object.entries(json.Containers ?? {}).map(([id, { Name }]) => [id, Name])),
  };
}

function optionsOf(map: Readonly<Record<string, string>> | null | undefined): readonly Option[] {
  return Object.entries(map ?? {}).map(([key, value]) => ({ key, value }));
}

/** A running network as the model has it, by its Docker name. */
export function networkValue(running: RunningNetwork): Network {
  const { name, driver, internal, attachable, ipv4, ipv6, options, subnets } = running;
  return {
    id: `network:${name}`,
    name,
    origin: 'declared',
    dockerName: name,
    driver,
    internal,
    external: false,
    attachable,
    enableIpv4: ipv4,
    enableIpv6: ipv6,
    ipv6Said: true,
    driverOpts: options,
    ipamDriver: running.ipamDriver === 'default' ? null : running.ipamDriver,
    ipamOptions: running.ipamOptions,
    subnets,
    labels: running.labels,
    ignoredKeys: [],
    unset: [],
    tree: null,
  };
}
