// The settings of Docker's daemon, as its own file says them (`daemon.json`), as options of a prediction.

import type { DaemonSettings, ReachOptions } from './reach-model.ts';

/** What a prediction takes for the settings of the daemon of its Engine, and for how that runs. */
export interface DaemonChoice
  extends Pick<
    ReachOptions,
    'userlandProxy' | 'directRouting' | 'ipv6Default' | 'firewallBackend' | 'daemon' | 'rootless'
  > {}

/** The settings of the daemon among the options of a prediction. */
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

/** Options that a file of the daemon states; what it does not say is absent. */
export interface DaemonOptions extends Partial<Omit<DaemonChoice, 'rootless'>> {}

/** A member whose value is none that the daemon takes. */
export class DaemonSettingError extends Error {}

/** The options that the members of `daemon.json` state. Members that change no reach are passed over. */
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
  const daemon: DaemonSettings = stated({
    icc: flag('icc'),
    iptables: flag('iptables'),
    ip6tables: flag('ip6tables'),
    ip: word('ip'),
    ipv6: flag('ipv6'),
  });
  return stated({
    userlandProxy: flag('userland-proxy'),
    directRouting: flag('allow-direct-routing'),
    // Whether networks of Compose take the default is up to the version of Compose.
    ipv6Default: givesIpv6(members['default-network-opts']) ? ('unknown' as const) : undefined,
    firewallBackend:
      backend === 'nftables' ? backend : backend === undefined ? undefined : ('iptables' as const),
    daemon: Object.keys(daemon).length > 0 ? daemon : undefined,
  });
}

function givesIpv6(drivers: unknown): boolean {
  if (drivers === undefined) return false;
  const bridge: unknown = isMap(drivers) ? drivers.bridge : null;
  if (!isMap(drivers) || (bridge !== undefined && !isMap(bridge)))
    throw new DaemonSettingError('"default-network-opts" must be a map of options by driver');
  return bridge?.['com.docker.network.enable_ipv6'] === 'true';
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `docker info` says of a daemon, as far as it is read here. */
export interface InfoJson {
  /** From 29.1 on. */
  readonly FirewallBackend?: {
    readonly Driver?: string;
    readonly Info?: readonly (readonly [string, string])[] | null;
  } | null;
}

/**
 * The options of a daemon that is asked: the word of `docker info` on its firewall, and the options of the network `bridge`. That the
 * userland proxy runs is said from 29.5 on, and that it does not is said by silence.
 */
export function daemonReport(
  engine: string,
  info: InfoJson,
  bridge: { readonly options: ReadonlyMap<string, string>; readonly ipv6: boolean } | undefined,
): DaemonOptions {
  const { Driver: driver = '', Info: pairs } = info.FirewallBackend ?? {};
  const [major = 0, minor = 0] = engine.split('.').map(Number);
  const saysProxy = driver !== '' && (major > 29 || (major === 29 && minor >= 5));
  const proxy = pairs?.find(([key]) => key === 'EnableUserlandProxy');
  const option = (key: string): string | undefined => bridge?.options.get(`com.docker.network.bridge.${key}`);
  const ip = option('host_binding_ipv4') ?? '';
  const daemon = stated({
    icc: option('enable_icc') === 'false' ? false : undefined,
    ip: ip === '' || ip === '0.0.0.0' ? undefined : ip,
    ipv6: bridge?.ipv6 === true ? true : undefined,
  });
  return stated({
    firewallBackend: driver.startsWith('nftables')
      ? ('nftables' as const)
      : driver.startsWith('iptables')
        ? ('iptables' as const)
        : undefined,
    userlandProxy: saysProxy ? proxy !== undefined && proxy[1] !== 'false' : undefined,
    daemon: Object.keys(daemon).length > 0 ? daemon : undefined,
  });
}

type Stated<Members> = { [Key in keyof Members]?: Exclude<Members[Key], undefined> };

/** Without members that are not said. */
function stated<Members extends object>(members: Members): Stated<Members> {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Stated<Members>;
}
