// Who asks, as packets leave: the source that they get on a link, and whether the asker's own machine lets them out.

import { type ConnectionOutcome, closed, open } from '../machine/connections.ts';
import type { Bridge } from '../machine/docker/bridges.ts';
import type { KnownAddress } from '../machine/firewall/addresses.ts';
import type { MachinePaths } from '../machine/machine-paths.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { Family } from '../reach/reach-model.ts';
import type { SeenAs } from '../ways-in/model.ts';
import { addressOfValue, exactValue, knownAddress } from './fleet-address.ts';
import type { Link } from './machine-node.ts';
import type { Hop, PacketSource } from './trace.ts';

/** An asker beyond whose machine, or network, a connection leads. */
export interface Sender {
  /** Returns the source of packets that leave on a link; null where none leave there. */
  source(link: Link): PacketSource | null;
  /** Returns whether they leave, `back` being the link that answers arrive on. */
  leave(hop: Hop, back: Link): ConnectionOutcome;
  /** A key of the sources that packets get: senders of one machine with one key differ in `leave` alone. */
  readonly sourceKey: string;
  /** A key of all that `leave` depends on: senders of one machine with one key leave alike. */
  readonly leaveKey: string;
  /** As whom a listener sees the asker, unless somebody on the way changes that. */
  readonly seen: SeenAs;
}

/** A machine of a network that the file does not name: nothing of it is known to stop a connection. */
export function strangerSender(source: PacketSource): Sender {
  return {
    source: () => source,
    leave: () => open,
    sourceKey: source.known.text,
    leaveKey: '',
    seen: 'visitor',
  };
}

/** A process of a machine, or a service on its network. */
export function hostSender(paths: MachinePaths | null, family: Family): Sender {
  return {
    source: (link) => ownSource(link, family),
    leave({ out, leaves }, back) {
      const own = out && ownSource(out, family);
      if (!out || !own) return closed;
      const far = { interface: out.interface, address: knownAddress(leaves.to), back: back.interface };
      const at = { port: leaves.port, protocol: leaves.protocol };
      return paths ? paths.hostLeaves(far, own.known, at) : open;
    },
    sourceKey: 'host',
    leaveKey: 'host',
    seen: 'visitor',
  };
}

/** A container, by the network of its default route. */
export function containerSender(
  paths: MachinePaths,
  container: Namespace,
  bridge: Bridge,
  family: Family,
): Sender {
  const masquerades = paths.masquerades(bridge);
  const address = paths.addressOf(container, bridge);
  const own = exampleOf(address, family);
  return {
    source: (link) => (masquerades ? ownSource(link, family) : own),
    leave({ out, leaves }, back) {
      const source = out && ownSource(out, family);
      if (!out || (masquerades && !source)) return closed;
      const far = { interface: out.interface, address: knownAddress(leaves.to), back: back.interface };
      const at = { port: leaves.port, protocol: leaves.protocol };
      return paths.leavesBridge(container, bridge, far, masquerades ? (source?.known ?? null) : null, at);
    },
    leaveKey: `${bridge.interface} ${address.text}`,
    sourceKey: masquerades ? 'masquerade' : (own?.known.text ?? 'none'),
    seen: masquerades ? 'asker-machine' : 'visitor',
  };
}

function ownSource({ addresses }: Link, family: Family): PacketSource | null {
  const own = addresses.find((one) => one.family === family);
  return own ? { known: knownAddress(own), example: own } : null;
}

/** Returns an address that stands for a partly known one; null where nothing narrows it down to one subnet. */
export function exampleOf(known: KnownAddress, family: Family): PacketSource | null {
  const [only, ...others] = known.within;
  if (!only || others.length > 0) return null;
  let value = exactValue(known) ?? only.last - 1n;
  while (value > only.first && known.excluded?.includes(value)) value--;
  return { known, example: addressOfValue(value, family) };
}
