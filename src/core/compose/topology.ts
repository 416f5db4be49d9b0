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
  /** Top-level `name:`, interpolated, as Compose spells it (D1); null where the file does not say. */
  readonly name: string | null;
  /** All profiles that any service names, sorted. */
  readonly profiles: readonly string[];
  /** Variables used without a value and without a default, sorted. Compose reads them as empty. */
  readonly unsetVariables: readonly string[];
  /** Top-level keys other than services, networks, name, version, x-*: present, kept, not modelled; sorted. */
  readonly otherKeys: readonly string[];
}

/** Where a membership comes from; it decides how it can be edited. */
export type Membership = 'declared' | 'implicit-default' | 'merged' | 'aliased';

/** One membership of a service in a network. */
export interface Attachment {
  readonly network: string;
  /** The key in the file where `network` is another name: in the joined topology of a host, the Docker name. */
  readonly writtenAs?: string;
  readonly membership: Membership;
  readonly aliases: readonly string[];
  /** What runs was connected again without its service name, so nobody finds it by that there; no file says so. */
  readonly nameless?: true;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  /** `gw_priority`, 0 where not said. */
  readonly gatewayPriority: number;
  /** `priority`, 0 where not said. */
  readonly priority: number;
  readonly macAddress: string | null;
  readonly linkLocalIps: readonly string[];
  /** Name of the device inside the container. */
  readonly interfaceName: string | null;
  readonly driverOpts: readonly Option[];
}

/** One entry of a map of texts, without its path. */
export interface Option {
  readonly key: string;
  readonly value: string;
}

/** `network_mode`; `networks` where the key is absent. `network`: a network by its name in Docker (A20). `unknown`: an unset variable, or no name. */
export type NetworkMode =
  | { readonly kind: 'networks' }
  | { readonly kind: 'none' }
  | { readonly kind: 'host' }
  | { readonly kind: 'bridge' }
  | { readonly kind: 'service'; readonly of: string }
  | { readonly kind: 'container'; readonly of: string }
  | { readonly kind: 'network'; readonly of: string }
  | { readonly kind: 'unknown'; readonly raw: string };

/** One published mapping after interpolation (`[CS] ports`, semantics 1.2): one port, or a range of as many on both sides. */
export interface PortBinding {
  /** As written, without brackets; '' where none is said. */
  readonly hostIp: string;
  /**
   * One port, a range 'A-B', or '' where the Engine picks a port. Where the container has a range too, the two ranges meet port by port; where it
   * has one port, the Engine takes one port of 'A-B'.
   */
  readonly hostPort: string;
  /** The first one of a range. */
  readonly containerPort: number;
  /** The last one of a range; absent for one port. */
  readonly containerLast?: number;
  readonly protocol: string;
}

/** One item of `ports`. */
export interface PortItem {
  /** Position in the list as written. */
  readonly index: number;
  readonly form: 'short' | 'long';
  readonly raw: string;
  readonly bindings: readonly PortBinding[];
  /**
   * `mode: host` of the long form: Swarm publishes it on the machine of the task alone. Absent: ingress mode, which has no effect on
   * one Engine.
   */
  readonly mode?: 'host';
  /** Variables of this item that have no value and no default. */
  readonly unset: readonly string[];
  /** Why no binding could be read; null when the item is well-formed. */
  readonly problem: string | null;
}

/** `depends_on`, one target. `condition` is `service_started` where not said. */
export interface Dependency {
  readonly service: string;
  readonly condition: string;
  readonly required: boolean;
  /** The service is restarted after that one was made anew; absent: it is not. */
  readonly restart?: true;
}

export interface Link {
  readonly service: string;
  /** Null when the link gives no alias of its own. */
  readonly alias: string | null;
}

/** One `KEY=value` of a list or map form, interpolated. Value null: the key alone. `path` leads to it from the service. */
export interface KeyValue {
  readonly key: string;
  readonly value: string | null;
  readonly path: Path;
  /** The key stands alone, and the value is one of the variables that Compose sees: the shell's, or `.env`'s. */
  readonly taken?: true;
}

/** One entry of `volumes` of a service. */
export interface Mount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'other';
  /** '' for an anonymous volume. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Whether mounts made later are shared between host and container: `rshared`, `slave` …; null where not said. */
  readonly propagation: string | null;
  readonly path: Path;
}

/** One entry of `configs` or `secrets` of a service: the top-level entry that it names, and where it stands inside. */
export interface GivenFile {
  readonly kind: 'configs' | 'secrets';
  readonly source: string;
  readonly target: string;
  readonly path: Path;
}

/** One entry of `post_start` or `pre_stop`: a command that runs inside the container with rights of its own. */
export interface Hook {
  readonly kind: 'post_start' | 'pre_stop';
  readonly privileged: Tri;
  readonly path: Path;
}

export interface Tags {
  /** `x-bulkhead.tier` of the service. */
  readonly tier: 'edge' | 'app' | 'data' | null;
  readonly needs: readonly string[];
  /** `x-bulkhead.external`: the service needs to open connections to the outside. */
  readonly external: boolean;
}

/** One service as Compose reads it: short and long forms, merge keys, aliases and interpolation resolved. */
export interface Service {
  readonly id: ServiceId;
  readonly name: string;
  /** The key in its own file where `name` is that of a host, `STACK/SERVICE`: what Compose gives it as its name on networks. */
  readonly localName?: string;
  readonly image: string | null;
  readonly hasBuild: boolean;
  /** `build.privileged`. */
  readonly buildPrivileged: Tri;
  readonly containerName: string | null;
  readonly hostname: string | null;
  readonly domainname: string | null;
  readonly mode: NetworkMode;
  /** Empty unless `mode` is `networks`. In file order; merged ones last. */
  readonly attachments: readonly Attachment[];
  /** Whether `networks` holds an entry although `network_mode` is set, too (Compose refuses it: A2). */
  readonly networksAndMode: boolean;
  /** `mac_address` of the service itself, the older place of it; a membership may have its own. */
  readonly macAddress: string | null;
  readonly ports: readonly PortItem[];
  /** As written, interpolated: `8080`, `8080/udp`, `3000-3005`. */
  readonly expose: readonly string[];
  readonly links: readonly Link[];
  readonly externalLinks: readonly string[];
  readonly dependsOn: readonly Dependency[];
  /** As written, interpolated. */
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly privileged: Tri;
  /** `post_start`, then `pre_stop`. */
  readonly hooks: readonly Hook[];
  readonly user: string | null;
  readonly environment: readonly KeyValue[];
  readonly labels: readonly KeyValue[];
  readonly sysctls: readonly KeyValue[];
  /** `extra_hosts`: key is the host name, value the address. */
  readonly extraHosts: readonly KeyValue[];
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  readonly dnsOpt: readonly string[];
  /** Joined by spaces; null where absent. */
  readonly command: string | null;
  /** The items of `command`; one where it is written as a text. */
  readonly commandItems: readonly string[];
  readonly entrypoint: string | null;
  readonly healthcheck: string | null;
  readonly mounts: readonly Mount[];
  /** `configs`, then `secrets`. */
  readonly givenFiles: readonly GivenFile[];
  readonly devices: readonly string[];
  /** As written, interpolated: `c 13:* rmw`. */
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
  /** Models it uses, by their key in the top-level `models`. */
  readonly models: readonly string[];
  /** Replicas: `scale` or `deploy.replicas`, 1 where not said. */
  readonly replicas: number;
  readonly volumesFrom: readonly string[];
  /** Service named by `extends` in this file or another; not resolved yet. */
  readonly extendsFrom: { readonly service: string; readonly file: string | null } | null;
  readonly tags: Tags;
  /** Variables of this service without a value and without a default. */
  readonly unset: readonly string[];
  /** The value tree it was read from; the inspector and `placeOf` read it. */
  readonly tree: Tree;
}

export interface Subnet {
  readonly subnet: string | null;
  readonly gateway: string | null;
  readonly ipRange: string | null;
  /** Reserved addresses: `aux_addresses`. */
  readonly auxAddresses: readonly Option[];
}

/** One network of the project. */
export interface Network {
  readonly id: NetworkId;
  /** Key in the file. */
  readonly name: string;
  /**
   * `declared` in the file; `implicit`: the project's `default`, used and not declared (A6); `undeclared`: named by a service only;
   * `by-mode`: not of this file, and a `network_mode` names it (A20).
   */
  readonly origin: 'declared' | 'implicit' | 'undeclared' | 'by-mode';
  /** `name:`; null means `<project>_<key>`, for an external one the key. */
  readonly dockerName: string | null;
  /** `bridge` where not said. */
  readonly driver: string;
  readonly internal: Tri;
  readonly external: Tri;
  readonly attachable: Tri;
  /** True where not said, as the Engine takes it. */
  readonly enableIpv4: Tri;
  readonly enableIpv6: Tri;
  /** Whether the file says `enable_ipv6`; else the daemon's default decides (F1). */
  readonly ipv6Said: boolean;
  readonly driverOpts: ReadonlyMap<string, string>;
  /** `ipam.driver`; null where not said. */
  readonly ipamDriver: string | null;
  readonly ipamOptions: readonly Option[];
  readonly subnets: readonly Subnet[];
  readonly labels: readonly Option[];
  /** Keys beside `external` and `name` on an external network; they have no effect (N1). */
  readonly ignoredKeys: readonly string[];
  /**
   * Fields that depend on a variable without a value: `key` (its name in a service), `name`, `driver`, or the key of a driver option.
   * They hold what Compose reads now, and may be anything once the variable has a value. Absent where there are none.
   */
  readonly undecided?: readonly string[];
  readonly unset: readonly string[];
  /** Null for implicit and undeclared networks and for `front:` without a value. */
  readonly tree: MapTree | null;
  /** True where the value is no map: Compose refuses it, the model has a plain bridge. */
  readonly malformed?: true;
}
