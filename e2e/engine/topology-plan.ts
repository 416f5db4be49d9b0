// A random topology as data: what the generator draws and the writer spells out. Indexes may run over; the writer folds them.

export interface NetworkPlan {
  readonly kind: 'bridge' | 'macvlan';
  readonly ipv6: boolean;
  readonly internal: boolean;
  readonly icc: boolean;
  readonly masquerade: boolean;
  readonly loopbackBinding: boolean;
  /** `inhibit_ipv4`: the bridge has no address of its own. */
  readonly inhibit: boolean;
  /** A `name:` that sorts before or after the names that carry the project's. */
  readonly named: 'no' | 'first' | 'last';
  /** An `ipam` subnet, which static addresses need. */
  readonly subnet: boolean;
}

export interface PortPlan {
  readonly bind: 'all' | 'zero' | 'loopback' | 'host address' | 'all of IPv6' | 'IPv6 loopback';
  readonly form: 'short' | 'long';
}

export interface ServicePlan {
  readonly mode: 'networks' | 'default' | 'bridge' | 'none' | 'host' | 'join';
  readonly on: readonly number[];
  readonly aliases: boolean;
  readonly address: boolean;
  readonly joins: number;
  readonly ports: readonly PortPlan[];
  /** An earlier service to link to, and whether under an alias. */
  readonly link: { readonly to: number; readonly alias: boolean } | null;
  readonly dropAll: boolean;
  readonly twice: boolean;
}

export interface TopologyPlan {
  readonly networks: readonly NetworkPlan[];
  readonly defaultInternal: boolean;
  readonly services: readonly ServicePlan[];
}
