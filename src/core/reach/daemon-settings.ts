// The settings of Docker's daemon (`daemon.json`) as options of a prediction.

import type { DaemonSettings, ReachOptions } from './reach-model.ts';

/** The daemon settings that a prediction assumes, and whether the Engine runs without root. */
export interface DaemonChoice
  extends Pick<
    ReachOptions,
    'userlandProxy' | 'directRouting' | 'ipv6Default' | 'firewallBackend' | 'daemon' | 'rootless'
  > {}

/** Picks the daemon settings out of the options of a prediction. */
export function daemonChoice({
  userlandProxy,
  directRouting,
  ipv6Default,
  firewallBackend,
  daemon,
  rootless,
}: DaemonChoice): DaemonChoice {
  return {
    userlandProxy,
    directRouting,
    ipv6Default,
    firewallBackend,
    ...(daemon === undefined ? {} : { daemon }),
    rootless: rootless ?? false,
  };
}

/** The options that a daemon's configuration states; unstated options are absent. */
export interface DaemonOptions extends Partial<Omit<DaemonChoice, 'rootless'>> {}

/** A setting in `daemon.json` with a value that the daemon does not accept. */
export class DaemonSettingError extends Error {}

/** Returns the options that the settings in `daemon.json` state. Settings that do not affect reach are ignored. */
export function daemonOptions(members: Readonly<Record<string, unknown>>): DaemonOptions {
  const flag = (key: string): boolean | undefined => {
    const value = members[key];
    if (value === undefined || typeof value === 'boolean') return value;
    throw new DaemonSettingError(`"${key}" must be true or false`);
  };
  const word = (key: string): string | undefined => {
    const value = members[key];
    if (value === undefined || typeof value === 'string') return value;
    throw new DaemonSettingError(`"${key}" must be a text`);
  };
  const backend = word('firewall-backend');
  if (backend !== undefined && backend !== 'iptables' && backend !== 'nftables' && backend !== '') {
    throw new DaemonSettingError(`"firewall-backend" is ${backend}; it must be iptables or nftables`);
  }
  const daemon: DaemonSettings = withoutUndefined({
    icc: flag('icc'),
    iptables: flag('iptables'),
    ip6tables: flag('ip6tables'),
    ip: word('ip'),
    ipv6: flag('ipv6'),
  });
  return withoutUndefined({
    userlandProxy: flag('userland-proxy'),
    directRouting: flag('allow-direct-routing'),
    // The Compose version decides whether its networks use this default.
    ipv6Default: enablesIpv6(members['default-network-opts']) ? ('unknown' as const) : undefined,
    firewallBackend:
      backend === 'nftables' ? backend : backend === undefined ? undefined : ('iptables' as const),
    daemon: Object.keys(daemon).length > 0 ? daemon : undefined,
  });
}

function enablesIpv6(drivers: unknown): boolean {
  if (drivers === undefined) return false;
  const bridge: unknown = isMap(drivers) ? drivers.bridge : null;
  if (!isMap(drivers) || (bridge !== undefined && !isMap(bridge)))
    throw new DaemonSettingError('"default-network-opts" must be a map of options by driver');
  return bridge?.['com.docker.network.enable_ipv6'] === 'true';
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The part of the output of `docker info` that is read here. */
export interface InfoJson {
  /** Reported since release 29.1. */
  readonly FirewallBackend?: {
    readonly Driver?: string;
    readonly Info?: readonly (readonly [string, string])[] | null;
  } | null;
}

/**
 * Returns the options of a running daemon from the firewall that `docker info` reports and from the options of the network `bridge`. Since
 * 29.5 a daemon reports a running userland proxy; a missing report means that none runs.
 */
export function daemonOptionsFromInfo(
  engine: string,
  info: InfoJson,
  bridge: { readonly options: ReadonlyMap<string, string>; readonly ipv6: boolean } | undefined,
): DaemonOptions {
  const { Driver: driver = '', Info: pairs } = info.FirewallBackend ?? {};
  const [major = 0, minor = 0] = engine.split('.').map(Number);
  const reportsProxy = driver !== '' && (major > 29 || (major === 29 && minor >= 5));
  const proxy = pairs?.find(([key]) => key === 'EnableUserlandProxy');
  const option = (key: string): string | undefined => bridge?.options.get(`com.docker.network.bridge.${key}`);
  const ip = option('host_binding_ipv4') ?? '';
  const daemon = withoutUndefined({
    icc: option('enable_icc') === 'false' ? false : undefined,
    ip: ip === '' || ip === '0.0.0.0' ? undefined : ip,
    ipv6: bridge?.ipv6 === true ? true : undefined,
  });
  return withoutUndefined({
    firewallBackend: driver.startsWith('nftables')
      ? ('nftables' as const)
      : driver.startsWith('iptables')
        ? ('iptables' as const)
        : undefined,
    userlandProxy: reportsProxy ? proxy !== undefined && proxy[1] !== 'false' : undefined,
    daemon: Object.keys(daemon).length > 0 ? daemon : undefined,
  });
}

type Defined<Members> = { [Key in keyof Members]?: Exclude<Members[Key], undefined> };

/** Returns the object without members that are undefined. */
function withoutUndefined<Members extends object>(members: Members): Defined<Members> {
  const defined = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as Defined<Members>;
}
