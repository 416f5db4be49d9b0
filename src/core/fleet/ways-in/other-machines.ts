// Where the upstreams of a machine's proxies lead on a fleet: an address or a name, and who answers there.

import type { FarConnection, FarTarget } from '../../ways-in/model.ts';
import type { OtherMachines } from '../../ways-in/network/other-machines.ts';
import { listener } from '../../ways-in/network/upstreams.ts';
import type { WaysContext } from '../../ways-in/ways-context.ts';
import type { ConnectAnswer } from '../answer.ts';
import { nameOn } from '../at-machine.ts';
import type { Connector } from '../connect.ts';
import { type FleetAddress, readAddress } from '../fleet-address.ts';
import { isOn, type NetworkMap } from '../network-map.ts';
import { waySteps } from './way-steps.ts';

/** What upstreams of one machine are led by. */
export interface UpstreamGuide {
  readonly connector: Connector;
  /** The machine of the proxies. */
  readonly machine: string;
  /** Returns the context of a machine's containers; null for a machine without Docker. */
  contextOf(machine: string): WaysContext | null;
}

export function otherMachines(guide: UpstreamGuide): OtherMachines {
  const known = new Map<string, FarConnection | null>();
  return {
    connect(service, target) {
      const { host, stated, port, protocol } = target;
      const key = JSON.stringify([service, host, stated, port, protocol]);
      const before = known.get(key);
      if (before !== undefined) return before;
      const found = connection(guide, service, target);
      known.set(key, found);
      return found;
    },
  };
}

function connection(guide: UpstreamGuide, service: string, target: FarTarget): FarConnection | null {
  const { connector, machine } = guide;
  const { host, port, protocol } = target;
  const from = nameOn({ name: machine }, service);
  const named =
    addressesNamed(connector.map, host) ?? (target.stated === null ? null : statedAddress(target.stated));
  const base = { host, port, protocol };
  if (named === null) {
    if (target.stated !== 'host-gateway') return null;
    const answer = connector.ask(from, `host-gateway:${port}${protocol === 'udp' ? '/udp' : ''}`);
    return answered(guide, service, { ...base, machine, network: null }, answer);
  }
  const tries = named.map((address) => ({
    address,
    answer: connector.askAddress(from, { address, port, protocol }),
  }));
  const best =
    tries.find(({ answer }) => answer.answer === true) ??
    tries.find(({ answer }) => answer.answer === 'unknown') ??
    tries[0];
  if (!best) return null;
  const holder = holderOf(guide, best.address);
  // Whoever has an address of the Internet is not of the fleet.
  if (holder.machine === null && best.answer.by === 'internet') return null;
  return answered(guide, service, { ...base, ...holder }, best.answer);
}

/** Returns the addresses of a host: its own, or those of the machine or router that the fleet's file gives the name; null for others. */
export function addressesNamed(
  { file, machines, routers }: Pick<NetworkMap, 'file' | 'machines' | 'routers'>,
  host: string,
): readonly FleetAddress[] | null {
  const literal = readAddress(host.replace(/^\[|\]$/g, ''));
  if (literal) return [literal];
  const name = host.replace(/\.$/, '').toLowerCase();
  const to = [...file.names].find(([key]) => key.toLowerCase() === name)?.[1];
  if (to === undefined) return null;
  const node = machines.get(to) ?? routers.find((router) => router.name === to);
  return node ? node.links.flatMap(({ addresses }) => addresses) : null;
}

function statedAddress(text: string): readonly FleetAddress[] | null {
  const address = readAddress(text.replace(/^\[|\]$/g, ''));
  return address && [address];
}

/** Returns the machine or router that has an address, and the network on which that is, as far as the fleet's file says. */
function holderOf(
  { connector: { map } }: UpstreamGuide,
  address: FleetAddress,
): Pick<FarConnection, 'machine' | 'network'> {
  const holder = map.holderOf(address);
  if (holder) return { machine: holder.node.name, network: holder.network };
  const network = [...map.networks.values()].find((one) => isOn(one, address));
  return { machine: null, network: network?.name ?? null };
}

type Asked = Pick<FarConnection, 'host' | 'port' | 'protocol' | 'machine' | 'network'>;

function answered(guide: UpstreamGuide, service: string, asked: Asked, met: ConnectAnswer): FarConnection {
  const { machine } = guide;
  const { host, port, protocol } = asked;
  const asker = nameOn({ name: machine }, service);
  const way = waySteps('target', met.way);
  const target = `${host}:${port}`;
  const isStranger = met.by !== null && guide.connector.map.strangerNamed(met.by) !== null;
  if (isStranger)
    return {
      ...{ ...asked, way, answer: 'unknown', by: null, inside: null },
      because: `No machine of the fleet has the address of ${target}.`,
    };
  if (met.answer !== true) {
    const reason = met.because === null ? '' : `: ${met.because}`;
    const because =
      met.answer === false
        ? `${target} does not answer ${asker}${reason}.`
        : `Whether ${target} answers ${asker} is unknown${reason}.`;
    return { ...asked, way, answer: met.answer, by: null, inside: null, because };
  }
  const [owner = '', ...rest] = (met.by ?? '').split('/');
  const local = rest.join('/');
  const context = guide.contextOf(owner);
  const listening = context?.topology.services.get(local);
  const { by, inside } = met;
  if (!context || !listening || inside === null)
    return { ...asked, way, answer: true, by, inside, because: null };
  const found = listener(context, listening, inside, protocol);
  if (found.state !== 'answers') {
    const because = owner === machine ? found.because : `On ${owner}: ${found.because}`;
    return {
      ...asked,
      way,
      answer: found.state === 'unknown' ? 'unknown' : false,
      by: null,
      inside,
      because,
    };
  }
  const name = owner === machine ? found.service : nameOn({ name: owner }, found.service);
  return { ...asked, way, answer: true, by: name, inside, because: null };
}
