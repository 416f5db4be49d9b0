// What a person means to do, as data. The canvas, the inspector, quick fixes and the command line all speak it;
// `operation-text.ts` writes and reads its command-line form, `plan-operation.ts` turns it into text edits.

import type { Writable } from '../../yaml/format-value.ts';
import type { IntentKind } from '../project/read-intents.ts';

/** A new item of `ports`. `hostIp` and `hostPort` are '' where not said. */
export interface PortSpec {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

/** A network mode to set. `networks` holds at least one name. */
export type ModeSpec =
  | { readonly kind: 'none' }
  /** `dropLinks`: the links go, which the Engine refuses in host mode (A13). */
  | { readonly kind: 'host'; readonly dropLinks?: boolean }
  | { readonly kind: 'bridge' }
  /** `handOver`: what only the owner of the namespace may say (A9) is moved to it. */
  | { readonly kind: 'service'; readonly of: string; readonly handOver?: boolean }
  | { readonly kind: 'networks'; readonly networks: readonly string[] };

/** Keys that are a mapping or a list of pairs. */
export type KeyedType = 'env' | 'label' | 'sysctl' | 'extra-host';

/** What puts an item into a list, and what takes it out. */
export type ListItemType =
  | 'expose'
  | 'unexpose'
  | 'link'
  | 'unlink'
  | 'profile'
  | 'unprofile'
  | 'volume'
  | 'unvolume';

/** Answers `merged-in` and `alias-shared`: the operation on a copy of the service's own, or on the anchor itself. */
export type SharedOperation =
  | { readonly type: 'own'; readonly service: string; readonly inner: PlainOperation }
  | { readonly type: 'at-anchor'; readonly service: string; readonly inner: PlainOperation };

export type Operation = PlainOperation | SharedOperation;

/** What a person means to do with a service or a network. */
export type PlainOperation =
  /** `shared`: where an anchor says the networks, the anchor is changed, and all services that share it with it. */
  | { readonly type: 'attach'; readonly service: string; readonly network: string; readonly shared?: boolean }
  /** `last` says what becomes of a service that leaves its last network; without it that is refused (`last-network`). */
  | {
      readonly type: 'detach';
      readonly service: string;
      readonly network: string;
      readonly last: 'none' | 'default' | null;
    }
  | { readonly type: 'move'; readonly service: string; readonly from: string; readonly to: string }
  | { readonly type: 'alias'; readonly service: string; readonly network: string; readonly alias: string }
  | { readonly type: 'unalias'; readonly service: string; readonly network: string; readonly alias: string }
  | {
      readonly type: 'address' | 'unaddress' | 'mac' | 'link-local';
      readonly service: string;
      readonly network: string;
      readonly address: string;
    }
  | { readonly type: 'mode'; readonly service: string; readonly mode: ModeSpec }
  | { readonly type: 'publish'; readonly service: string; readonly port: PortSpec }
  /** By host port; by `containerPort` where the host picks the port (`hostPort` ''). `protocol` null: any. */
  | {
      readonly type: 'unpublish';
      readonly service: string;
      readonly hostPort: string;
      readonly containerPort: string;
      readonly protocol: string | null;
    }
  /** Sets the host address of one published port: `bind=web:443:127.0.0.1`. Addressed as `unpublish`. */
  | {
      readonly type: 'bind';
      readonly service: string;
      readonly hostPort: string;
      readonly containerPort: string;
      readonly hostIp: string;
      readonly protocol?: string | null;
    }
  /** Without a protocol: every port of the container of that number. */
  | {
      readonly type: 'remap';
      readonly service: string;
      readonly from: string;
      readonly to: string;
      readonly protocol?: string | null;
    }
  | { readonly type: 'cap-add'; readonly service: string; readonly capability: string }
  | { readonly type: 'cap-unadd'; readonly service: string; readonly capability: string }
  | { readonly type: 'cap-drop'; readonly service: string; readonly capability: string }
  | { readonly type: 'cap-undrop'; readonly service: string; readonly capability: string }
  | { readonly type: 'user'; readonly service: string; readonly user: string }
  | { readonly type: 'image'; readonly service: string; readonly image: string }
  | { readonly type: 'command'; readonly service: string; readonly command: string }
  | {
      readonly type: 'entrypoint' | 'hostname' | 'container-name';
      readonly service: string;
      readonly value: string;
    }
  | { readonly type: 'replicas'; readonly service: string; readonly count: number }
  /** One pair of a key that is a mapping or a list of `KEY=value`. */
  | { readonly type: KeyedType; readonly service: string; readonly key: string; readonly value: string }
  /** One item of a list; those that take away also know an item by its service, target or key. */
  | { readonly type: ListItemType; readonly service: string; readonly item: string }
  | { readonly type: 'depends'; readonly service: string; readonly target: string }
  | { readonly type: 'undepends'; readonly service: string; readonly target: string }
  | { readonly type: 'security-opt'; readonly service: string; readonly option: string }
  | {
      readonly type: 'gw-priority';
      readonly service: string;
      readonly network: string;
      readonly priority: number;
    }
  /** Removes one key of a service, or one item of it (`item`: an environment key, a mount's target, a link's service, a list item). */
  | { readonly type: 'unset'; readonly service: string; readonly key: string; readonly item: string | null }
  | { readonly type: 'internal'; readonly network: string; readonly internal: boolean }
  /** `value` '' takes the setting away. */
  | {
      readonly type: 'ipam';
      readonly network: string;
      readonly setting: 'subnet' | 'gateway' | 'ip_range';
      readonly value: string;
    }
  | { readonly type: 'enable-ipv6'; readonly network: string; readonly enabled: boolean }
  | { readonly type: 'external'; readonly network: string; readonly external: boolean }
  | { readonly type: 'driver'; readonly network: string; readonly driver: string }
  /** The name in Docker; '' takes it away. */
  | { readonly type: 'network-name'; readonly network: string; readonly name: string }
  | { readonly type: 'driver-opt'; readonly network: string; readonly key: string; readonly value: string }
  /** A statement of `x-bulkhead.intents`: `front -> db`; subjects or ports may be several, with commas between. */
  | { readonly type: 'intent'; readonly kind: IntentKind; readonly text: string }
  | { readonly type: 'unintent'; readonly kind: IntentKind; readonly text: string }
  | { readonly type: 'add-network'; readonly network: string; readonly internal: boolean }
  /** `soleMembers`: where services go that have no other network: `none`, `default` or a network's name; null refuses while there are any. */
  | { readonly type: 'remove-network'; readonly network: string; readonly soleMembers: string | null }
  /** `keepName`: `name: <project>_OLD` is written, so that the network stays the same in Docker; needs a top-level `name`. */
  | {
      readonly type: 'rename-network';
      readonly network: string;
      readonly to: string;
      readonly keepName?: boolean;
    }
  /** `body`: the keys beside `image`, in order; the page's palette uses it, the command line gives none. */
  | {
      readonly type: 'add-service';
      readonly service: string;
      readonly image: string;
      readonly body: { readonly [key: string]: Writable };
    }
  /** `moveAnchors`: anchors that others use are moved under an `x-` key of the file. */
  | { readonly type: 'remove-service'; readonly service: string; readonly moveAnchors?: boolean }
  | {
      readonly type: 'rename-service';
      readonly service: string;
      readonly to: string;
      readonly keepAlias: boolean;
      /** Host names in environment, command, entrypoint, health check and labels follow, too. */
      readonly followHosts?: boolean;
    };
