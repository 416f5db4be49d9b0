// One network of a recovered compose file: made here where Compose made it for this project, else asked for.

import { networkCreateCommand } from '../../quote/shell-word.ts';
import type { Writable } from '../../yaml/format-value.ts';
import type { Block, Part } from './compose-text.ts';
import type { Recovery } from './recovery.ts';
import type { RunningHost, RunningNetwork } from './running-host.ts';

/** Returns the declaration of network `name` under `key`; null when Compose needs none. */
export function networkBlock(recovery: Recovery, name: string, key: string): Block | null {
  const network = recovery.host.networks.get(name);
  if (network?.project === recovery.project.name) {
    const parts = createdNetworkParts(recovery, network, key);
    // Compose makes `default` by itself.
    return key === 'default' && parts.length === 0 ? null : { name: key, parts };
  }
  const named: readonly Part[] = key === name ? [] : [{ key: 'name', value: name }];
  return {
    name: key,
    parts: [
      { comment: makerComment(recovery.host, network, name) },
      { key: 'external', value: true },
      ...named,
    ],
  };
}

function makerComment(host: RunningHost, network: RunningNetwork | undefined, name: string): string {
  if (name === 'bridge') return "Docker's default bridge";
  if (network === undefined) return `not there now: ${networkCreateCommand(name)}`;
  if (network.project !== null) return `made by project ${network.project}, which must be up before`;
  return `made by hand: ${createCommand(host, network)}`;
}

function createdNetworkParts(
  { host, name: project }: Recovery,
  network: RunningNetwork,
  key: string,
): readonly Part[] {
  const { driver, internal, attachable, ipv4, ipv6, labels } = network;
  const parts: Part[] = [];
  const add = (name: string, value: Writable): void => {
    parts.push({ key: name, value });
  };
  if (network.name !== `${project}_${key}`) add('name', network.name);
  if (driver !== 'bridge') add('driver', driver);
  if (internal) add('internal', true);
  if (attachable) add('attachable', true);
  if (!ipv4) add('enable_ipv4', false);
  if (ipv6) add('enable_ipv6', true);
  const options = driverOptions(network);
  if (options.length > 0) add('driver_opts', Object.fromEntries(options));
  if (isFixed(host, network)) add('ipam', ipamValue(network));
  if (labels.length > 0)
    add('labels', Object.fromEntries(labels.map(({ key: label, value }) => [label, value])));
  return parts;
}

/** Returns the driver options without those in which newer Engines repeat settings that have keys of their own. */
function driverOptions({ options }: RunningNetwork): readonly (readonly [string, string])[] {
  return [...options].filter(([key]) => !/^com\.docker\.network\.enable_ipv[46]$/.test(key));
}

function ipamValue({ ipamDriver, ipamOptions, subnets }: RunningNetwork): Writable {
  const config = subnets.map(({ subnet, gateway, ipRange, auxAddresses }) => ({
    ...(subnet === null ? {} : { subnet }),
    ...(ipRange === null ? {} : { ip_range: ipRange }),
    ...(gateway === null ? {} : { gateway }),
    ...(auxAddresses.length === 0
      ? {}
      : { aux_addresses: Object.fromEntries(auxAddresses.map(({ key, value }) => [key, value])) }),
  }));
  return {
    ...(ipamDriver === 'default' ? {} : { driver: ipamDriver }),
    ...(ipamOptions.length === 0
      ? {}
      : { options: Object.fromEntries(ipamOptions.map(({ key, value }) => [key, value])) }),
    ...(config.length === 0 ? {} : { config }),
  };
}

/** The subnets that an Engine with its own default pools assigns. */
const poolSubnet = /^(?:172\.(?:1[7-9]|2\d|3[01])\.0\.0\/16|192\.168\.\d+\.0\/20)$/;

/** True when the subnets matter, or a person chose them: the Engine does not report it, but assigns only subnets of its pools. */
function isFixed({ containers }: RunningHost, network: RunningNetwork): boolean {
  const { name, ipamDriver, ipamOptions, subnets } = network;
  if ((ipamDriver !== 'default' && ipamDriver !== '') || ipamOptions.length > 0) return true;
  const chosen = subnets.some(
    ({ subnet, gateway, ipRange, auxAddresses }) =>
      gateway === null || ipRange !== null || auxAddresses.length > 0 || !poolSubnet.test(subnet ?? ''),
  );
  // A fixed address needs a subnet that was asked for.
  return (
    chosen ||
    containers.some(({ json }) => hasFixedAddress(json.NetworkSettings.Networks?.[name]?.IPAMConfig))
  );
}

function hasFixedAddress(
  config: { readonly IPv4Address?: string; readonly IPv6Address?: string } | null | undefined,
): boolean {
  return Boolean(config?.IPv4Address || config?.IPv6Address);
}

/** Returns the command that makes a network like this one. */
function createCommand(host: RunningHost, network: RunningNetwork): string {
  const { name, driver, internal, attachable, ipv4, ipv6, labels, subnets } = network;
  const words: string[] = [];
  if (driver !== 'bridge') words.push('--driver', driver);
  if (internal) words.push('--internal');
  if (attachable) words.push('--attachable');
  if (!ipv4) words.push('--ipv4=false');
  if (ipv6) words.push('--ipv6');
  if (isFixed(host, network)) {
    if (network.ipamDriver !== 'default') words.push('--ipam-driver', network.ipamDriver);
    for (const { key, value } of network.ipamOptions) words.push('--ipam-opt', `${key}=${value}`);
    for (const { subnet, gateway, ipRange, auxAddresses } of subnets) {
      if (subnet !== null) words.push('--subnet', subnet);
      if (ipRange !== null) words.push('--ip-range', ipRange);
      if (gateway !== null) words.push('--gateway', gateway);
      for (const { key, value } of auxAddresses) words.push('--aux-address', `${key}=${value}`);
    }
  }
  for (const [key, value] of driverOptions(network)) words.push('-o', `${key}=${value}`);
  for (const { key, value } of labels) words.push('--label', `${key}=${value}`);
  return networkCreateCommand(name, words);
}
