// The typed Compose model: what the analyzer, the layout and the page read. Plain, readonly, no positions in the text
// (facts are found again by their path, see `workspace/place-of.ts`). Made by `project/`, never edited by hand.

import type { MapTree, Path, Tree } from '../yaml/tree.ts';

/** A fact that may be undecidable from the files at hand; unknown is never the same as false. */
export type Tri = boolean | 'unknown';

export type ServiceId = `service:${string}`;
export type NetworkId = `network:${string}`;

/** The whole model of one project. Maps are in file order. */
export interface Topology {
  readonly services: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Network>;
  /** The top-level `name:`, interpolated, as Compose normalizes it (D1); null when the file does not state it. */
  readonly name: string | null;
  /** All profiles that any service names, sorted. */
  readonly profiles: readonly string[];
  /** The sorted variables used without a value and without a default. Compose reads them as empty. */
  readonly unsetVariables: readonly string[];
  /** The sorted top-level keys other than services, networks, name, version and x-*: preserved, but not modelled. */
  readonly otherKeys: readonly string[];
}

/** The origin of a membership, which decides how it can be edited. */
export type Membership = 'declared' | 'implicit-default' | 'merged' | 'aliased';

/** The membership of a service in a network. */
export interface Attachment {
  readonly network: string;
  /** The key in the file when `network` is another name: in the joined topology of a host, the Docker name. */
  readonly writtenAs?: string;
  readonly membership: Membership;
  readonly aliases: readonly string[];
  /**
   * True when the running container was connected again without its service name, so that it cannot be found by that name there; only a
   * running stack has this.
   */
  readonly nameless?: true;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  /** The `gw_priority`; 0 by default. */
  readonly gatewayPriority: number;
  /** The `priority`; 0 by default. */
  readonly priority: number;
  readonly macAddress: string | null;
  readonly linkLocalIps: readonly string[];
  /** The name of the device inside the container. */
  readonly interfaceName: string | null;
  readonly driverOpts: readonly Option[];
}

/** One entry of a map of texts, without its path. */
export interface Option {
  readonly key: string;
  readonly value: string;
}

/**
 * The `network_mode`; `networks` when the key is absent. `network`: a network by its Docker name (A20). `unknown`: an unset variable, or an
 * invalid name.
 */
export type NetworkMode =
  | { readonly kind: 'networks' }
  | { readonly kind: 'none' }
  | { readonly kind: 'host' }
  | { readonly kind: 'bridge' }
  | { readonly kind: 'service'; readonly of: string }
  | { readonly kind: 'container'; readonly of: string }
  | { readonly kind: 'network'; readonly of: string }
  | { readonly kind: 'unknown'; readonly raw: string };

/** A published mapping after interpolation (`[CS] ports`, semantics 1.2): one port, or a range of as many on both sides. */
export interface PortBinding {
  /** The host address as written, without brackets; '' when none is stated. */
  readonly hostIp: string;
  /**
   * The host port: one port, a range 'A-B', or '' when the Engine picks a port. With a container range the two ranges match port by port;
   * with one container port, the Engine picks one port of 'A-B'.
   */
  readonly hostPort: string;
  /** The container port, or the first one of a range. */
  readonly containerPort: number;
  /** The last container port of a range; absent for one port. */
  readonly containerLast?: number;
  readonly protocol: string;
}

/** One item of `ports`. */
export interface PortItem {
  /** The position in the list as written. */
  readonly index: number;
  readonly form: 'short' | 'long';
  readonly raw: string;
  readonly bindings: readonly PortBinding[];
  /**
   * `mode: host` of the long form: Swarm publishes the port only on the task's own machine. Absent: ingress mode, which has no effect on a
   * single Engine.
   */
  readonly mode?: 'host';
  /** The variables of this item that have no value and no default. */
  readonly unset: readonly string[];
  /** The reason why no binding could be read; null when the item is well-formed. */
  readonly problem: string | null;
}

/** One target of `depends_on`. `condition` is `service_started` by default. */
export interface Dependency {
  readonly service: string;
  readonly condition: string;
  readonly required: boolean;
  /** True when the service is restarted after the target was recreated; absent when it is not. */
  readonly restart?: true;
}

export interface Link {
  readonly service: string;
  /** The alias of the link; null when it gives none. */
  readonly alias: string | null;
}

/** One `KEY=value` of a list or map form, interpolated. The value is null for a key alone. `path` leads to it from the service. */
export interface KeyValue {
  readonly key: string;
  readonly value: string | null;
  readonly path: Path;
  /** True when the key has no value of its own and takes one from the variables that Compose sees: the shell's, or those of `.env`. */
  readonly fromEnvironment?: true;
}

/** One entry of a service's `volumes`. */
export interface Mount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'other';
  /** The source; '' for an anonymous volume. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** The sharing of later mounts between host and container: `rshared`, `slave` …; null when not stated. */
  readonly propagation: string | null;
  readonly path: Path;
}

/** One entry of a service's `configs` or `secrets`: the top-level entry that it names, and its path in the container. */
export interface GrantedFile {
  readonly kind: 'configs' | 'secrets';
  readonly source: string;
  readonly target: string;
  readonly path: Path;
}

/** One entry of `post_start` or `pre_stop`: a command that runs inside the container with privileges of its own. */
export interface Hook {
  readonly kind: 'post_start' | 'pre_stop';
  readonly privileged: Tri;
  readonly path: Path;
}

export interface Tags {
  /** `x-bulkhead.tier` of the service. */
  readonly tier: 'edge' | 'app' | 'data' | null;
  readonly needs: readonly string[];
  /** `x-bulkhead.external`: true when the service needs to open connections to the outside. */
  readonly external: boolean;
}

/** A service as Compose reads it: short and long forms, merge keys, aliases and interpolation resolved. */
export interface Service {
  readonly id: ServiceId;
  readonly name: string;
  /** The key in the service's own file, which is its name on networks, when `name` is that of a host, `STACK/SERVICE`. */
  readonly localName?: string;
  readonly image: string | null;
  readonly hasBuild: boolean;
  /** `build.privileged`. */
  readonly buildPrivileged: Tri;
  readonly containerName: string | null;
  readonly hostname: string | null;
  readonly domainname: string | null;
  readonly mode: NetworkMode;
  /** The memberships in file order, merged ones last; empty unless `mode` is `networks`. */
  readonly attachments: readonly Attachment[];
  /** True when `networks` holds an entry although `network_mode` is set, which Compose refuses (A2). */
  readonly networksAndMode: boolean;
  /** The older `mac_address` of the service itself; a membership may have its own. */
  readonly macAddress: string | null;
  readonly ports: readonly PortItem[];
  /** The exposed ports, interpolated: `8080`, `8080/udp`, `3000-3005`. */
  readonly expose: readonly string[];
  readonly links: readonly Link[];
  readonly externalLinks: readonly string[];
  readonly dependsOn: readonly Dependency[];
  /** The added capabilities as written, interpolated. */
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly privileged: Tri;
  /** `post_start`, then `pre_stop`. */
  readonly hooks: readonly Hook[];
  readonly user: string | null;
  readonly environment: readonly KeyValue[];
  readonly labels: readonly KeyValue[];
  readonly sysctls: readonly KeyValue[];
  /** `extra_hosts`: the key is the host name, the value the address. */
  readonly extraHosts: readonly KeyValue[];
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  readonly dnsOpt: readonly string[];
  /** The command, joined by spaces; null when absent. */
  readonly command: string | null;
  /** The items of `command`; a single one when it is written as a text. */
  readonly commandItems: readonly string[];
  readonly entrypoint: string | null;
  readonly healthcheck: string | null;
  readonly mounts: readonly Mount[];
  /** `configs`, then `secrets`. */
  readonly grantedFiles: readonly GrantedFile[];
  readonly devices: readonly string[];
  /** The rules as written, interpolated: `c 13:* rmw`. */
  readonly deviceCgroupRules: readonly string[];
  readonly securityOpt: readonly string[];
  readonly pid: string | null;
  readonly ipc: string | null;
  readonly uts: string | null;
  readonly cgroup: string | null;
  readonly usernsMode: string | null;
  readonly readOnly: Tri;
  readonly profiles: readonly string[];
  readonly isProvider: boolean;
  readonly useApiSocket: Tri;
  /** The models that the service uses, by their key in the top-level `models`. */
  readonly models: readonly string[];
  /** The number of replicas: `scale` or `deploy.replicas`, 1 by default. */
  readonly replicas: number;
  /** Where a swarm may run its tasks: `deploy.placement.constraints`, and a task on each node for `mode: global`. Absent where nothing is stated. */
  readonly placement?: { readonly constraints: readonly string[]; readonly isGlobal: boolean };
  readonly volumesFrom: readonly string[];
  /** The service that `extends` names in this file or another; not resolved yet. */
  readonly extendsFrom: { readonly service: string; readonly file: string | null } | null;
  readonly tags: Tags;
  /** The variables of this service without a value and without a default. */
  readonly unset: readonly string[];
  /** The value tree that the service was read from; the inspector and `placeOf` read it. */
  readonly tree: Tree;
}

export interface Subnet {
  readonly subnet: string | null;
  readonly gateway: string | null;
  readonly ipRange: string | null;
  /** The reserved addresses: `aux_addresses`. */
  readonly auxAddresses: readonly Option[];
}

/** One network of the project. */
export interface Network {
  readonly id: NetworkId;
  /** The key in the file. */
  readonly name: string;
  /**
   * The origin of the network: `declared` in the file; `implicit`: the project's `default`, used but not declared (A6); `undeclared`: named
   * only by a service; `by-mode`: outside the file, named by a `network_mode` (A20).
   */
  readonly origin: 'declared' | 'implicit' | 'undeclared' | 'by-mode';
  /** The `name:`; null stands for `<project>_<key>`, for an external network for the key. */
  readonly dockerName: string | null;
  /** The driver; `bridge` by default. */
  readonly driver: string;
  readonly internal: Tri;
  readonly external: Tri;
  readonly attachable: Tri;
  /** True by default, as in the Engine. */
  readonly enableIpv4: Tri;
  readonly enableIpv6: Tri;
  /** True when the file states `enable_ipv6`; otherwise the daemon's default decides (F1). */
  readonly ipv6Stated: boolean;
  readonly driverOpts: ReadonlyMap<string, string>;
  /** `ipam.driver`; null when not stated. */
  readonly ipamDriver: string | null;
  readonly ipamOptions: readonly Option[];
  readonly subnets: readonly Subnet[];
  readonly labels: readonly Option[];
  /** The keys beside `external` and `name` on an external network, which have no effect (N1). */
  readonly ignoredKeys: readonly string[];
  /**
   * The fields that depend on a variable without a value: `key` (its name in a service), `name`, `driver`, or the key of a driver option.
   * They hold the values that Compose reads now, and may change once the variable has a value. Absent when there are none.
   */
  readonly undecided?: readonly string[];
  readonly unset: readonly string[];
  /** The value tree; null for implicit and undeclared networks and for `front:` without a value. */
  readonly tree: MapTree | null;
  /** True when the value is no map: Compose refuses it, and the model has a plain bridge. */
  readonly isMalformed?: true;
}
