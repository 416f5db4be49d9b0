// What is compared of one compose file: plain values in one canonical spelling, whoever read them. Owns the shape only.

/** One membership. */
export interface EndpointFacts {
  readonly aliases: readonly string[];
  readonly ipv4: string;
  readonly ipv6: string;
  readonly linkLocalIps: readonly string[];
  readonly macAddress: string;
  readonly priority: number;
  readonly gatewayPriority: number;
  readonly interfaceName: string;
  readonly driverOpts: Readonly<Record<string, string>>;
}

/** One service. Lists whose order means nothing are sorted; a text that is not said is ''. */
export interface ServiceFacts {
  readonly image: string;
  readonly build: boolean;
  readonly provider: boolean;
  readonly containerName: string;
  readonly hostname: string;
  readonly domainname: string;
  readonly mode: string;
  readonly networks: Readonly<Record<string, EndpointFacts>>;
  readonly macAddress: string;
  /** `host IP|published|target|protocol`. */
  readonly ports: readonly string[];
  readonly expose: readonly string[];
  readonly links: readonly string[];
  readonly externalLinks: readonly string[];
  /** `condition`, and whether it is required; what links, namespaces and volumes imply is in it. */
  readonly dependsOn: Readonly<Record<string, string>>;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly privileged: boolean | 'unknown';
  readonly readOnly: boolean | 'unknown';
  readonly user: string;
  readonly environment: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly sysctls: Readonly<Record<string, string>>;
  /** `host=address`. */
  readonly extraHosts: readonly string[];
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  readonly dnsOpt: readonly string[];
  /** Letters and digits only: how a shell would split the words is not compared. */
  readonly command: string;
  readonly entrypoint: string;
  readonly healthcheck: string;
  /** `type|source|target|ro`. */
  readonly mounts: readonly string[];
  readonly volumesFrom: readonly string[];
  readonly devices: readonly string[];
  readonly securityOpt: readonly string[];
  readonly pid: string;
  readonly ipc: string;
  readonly uts: string;
  readonly cgroup: string;
  readonly usernsMode: string;
  readonly profiles: readonly string[];
  readonly models: readonly string[];
  readonly replicas: number;
}

/** One network that some service uses. */
export interface NetworkFacts {
  readonly name: string;
  readonly driver: string;
  readonly driverOpts: Readonly<Record<string, string>>;
  readonly internal: boolean | 'unknown';
  readonly external: boolean | 'unknown';
  readonly attachable: boolean | 'unknown';
  readonly enableIpv4: boolean | 'unknown';
  readonly enableIpv6: boolean | 'unknown';
  readonly ipamDriver: string;
  readonly ipamOptions: Readonly<Record<string, string>>;
  /** `subnet|gateway|range|name=address,…`. */
  readonly subnets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface Facts {
  readonly services: Readonly<Record<string, ServiceFacts>>;
  readonly networks: Readonly<Record<string, NetworkFacts>>;
}

/** Labels and kernel settings without a value have an empty one to Compose. */
export function withEmpty(
  pairs: Iterable<readonly [string, string | null]>,
): Readonly<Record<string, string>> {
  return byName([...pairs].map(([key, value]) => [key, value ?? ''] as const));
}

/** A device with target and permissions, which Compose adds. */
export function fullDevice(text: string): string {
  const [source = '', target = source, permissions = 'rwm'] = text.split(':');
  return [source, target, permissions].join(':');
}

/** A record by name, in byte order. */
export function byName<T>(pairs: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  return Object.fromEntries([...pairs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each text once, sorted. */
export function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** The letters and digits of a command. */
export function lettersOf(words: readonly string[]): string {
  return words.join('').replaceAll(/[^\p{L}\p{N}]/gu, '');
}
