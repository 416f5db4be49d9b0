// What the rules inside of a container and its tunnel make of a connection that Docker and the machine let through (LV5, LV6, LV30 to LV34).

import { isLoopbackAddress } from '../../compose/bind-addresses.ts';
import type { Tri } from '../../compose/topology.ts';
import type { ConnectAnswer } from '../../fleet/answer.ts';
import type { Asker } from '../../fleet/connect.ts';
import { type FleetAddress, knownAddress } from '../../fleet/fleet-address.ts';
import { holdsAddress } from '../../fleet/machine-node.ts';
import { isPublic } from '../../fleet/network-map.ts';
import { serviceKind } from '../../images/service-kind.ts';
import {
  addressText,
  type KnownAddress,
  parseRange,
  unknownAddress,
} from '../../machine/firewall/addresses.ts';
import type { Namespace } from '../../reach/namespaces/resolve-namespaces.ts';
import { itemAt } from '../../reach/rows/item-at.ts';
import { type ConfigText, placeText } from '../../ways-in/places.ts';
import { type LeaveAnswer, leaveAnswer } from '../leave/leave-answer.ts';
import { addressesIn, contextOf, type ServiceAsker, spaceOf } from '../leave/names.ts';
import type { World } from '../leave/world.ts';
import { tunnelOfStack } from '../tunnel/read-tunnel.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import { type ContainerRules, containerRules, type EdgePacket } from './container-rules.ts';
import type { Phase } from './phase.ts';
import { scriptCommands } from './script-lines.ts';

/** A connection that is asked for. */
export interface Outgoing {
  /** Null for a service by its name, whose address Docker picks. */
  readonly address: FleetAddress | null;
  /** The service that is meant, by its name; null for an address. */
  readonly service: ServiceAsker | null;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** The rules in a network stack, and whether they are set. */
interface OwnRules {
  readonly rules: ContainerRules;
  /** Whether the start command runs the script; unknown where something else may. */
  readonly runs: Tri;
}

/** What stands at the edges of containers, at one moment; null for the moment that the files lead to. */
export class Inside {
  readonly #world: World | null;
  readonly #phase: Phase | null;
  readonly #known = new Map<Namespace, OwnRules | null>();

  constructor(world: World | null, phase: Phase | null) {
    this.#world = world;
    this.#phase = phase;
  }

  /** Returns what stops a connection, or leads it elsewhere, at the edge of who asks; null where nothing does. */
  leaving(asker: Asker, to: Outgoing, met: ConnectAnswer): LeaveAnswer | null {
    if (
      asker.kind === 'stranger' &&
      this.#phase?.tunnel === 'up' &&
      met.answer === false &&
      to.address &&
      !isPublic(to.address)
    )
      return leaveAnswer(
        'unknown',
        `whether ${to.address.text} is an address of the tunnel is not in these files`,
      );
    if (asker.kind !== 'service' || (to.address && isLoopbackAddress(to.address.text))) return null;
    const space = spaceOf(asker);
    const own = space && this.#rulesOf(asker, space);
    if (!space || !this.#isConcerned(asker, space, own)) return null;
    const phase = this.#phase;
    if (phase?.isCutOff && asker.service !== space.owner)
      return leaveAnswer(
        'none',
        `${asker.name} shares a network stack that is gone: nothing is left but loopback (LV30)`,
      );
    const isNear = to.service !== null || (to.address !== null && this.#isNear(asker, space, to.address));
    const tunnel = this.#tunnel(asker);
    const side = isNear ? 'direct' : this.#side(tunnel, to);
    if (side === 'unknown') return notKnown(tunnel, asker, space, to);
    const byTunnel = side === 'tunnel';
    const rules = phase === null || phase.rules ? own : null;
    const stopped =
      rules &&
      this.#stopped(rules, phase, edgePacket(to, this.#knownAddress(asker, space, to), byTunnel), asker);
    if (stopped) return stopped;
    if (!byTunnel) return null;
    if (to.address && !isPublic(to.address) && phase === null)
      return leaveAnswer(
        'unknown',
        `${asker.name} gets there by the tunnel, and who answers at its far end is not in these files`,
      );
    if (to.address && !isPublic(to.address))
      return leaveAnswer('none', `the tunnel leads to ${to.address.text}, and nobody answers there (LV31)`);
    if (met.answer !== false) return this.#beyondTunnel(asker, to);
    return to.address?.family === 'ipv6'
      ? leaveAnswer('unknown', 'whether the tunnel carries IPv6 is not in these files')
      : null;
  }

  /** Returns what stops a connection at the edge of who is asked; null where nothing does. */
  entering(
    from: Asker,
    to: ServiceAsker,
    { inside }: ConnectAnswer,
    protocol: 'tcp' | 'udp',
  ): LeaveAnswer | null {
    const space = spaceOf(to);
    const own = space && this.#rulesOf(to, space);
    if (!space || !this.#isConcerned(to, space, own)) return null;
    if (from.kind === 'service' && spaceOf(from) === space) return null;
    const phase = this.#phase;
    if (phase?.isCutOff) return leaveAnswer('unknown', `${to.name} is not in the network stack that answers`);
    if (phase?.tunnel === 'up' && from.kind === 'stranger')
      return leaveAnswer('none', `answers of ${to.name} take the tunnel (LV32)`);
    const rules = phase === null || phase.rules ? own : null;
    const gateway = [...(to.node.paths('ipv4')?.bridges.values() ?? [])].find(({ segment }) =>
      space.endpoints.some((endpoint) => endpoint.segment === segment),
    )?.gateway;
    const packet: EdgePacket = {
      family: 'ipv4',
      interface: 'eth0',
      address: gateway ?? unknownAddress('who asks', 'ipv4'),
      port: inside ?? 0,
      protocol,
    };
    return rules && this.#decided(rules, phase, rules.rules.enters(packet), to.name, 'does not let that in');
  }

  /** Returns what becomes of a question for a name of the outside whose server the tunnel's container sets; null where Docker's resolver is asked. */
  names(asker: ServiceAsker): LeaveAnswer | null {
    const tunnel = this.#tunnel(asker);
    if (tunnel?.names === 'tunnel')
      return leaveAnswer('reached', `${tunnel.program} asks for names by its tunnel (LV33)`);
    return tunnel?.names === 'unknown'
      ? leaveAnswer('unknown', tunnel.because ?? `who ${tunnel.program} asks for names is not known`)
      : null;
  }

  /** Returns whether the container's own resolver can be asked; null where nothing of the container decides it. */
  resolver(asker: ServiceAsker): LeaveAnswer | null {
    const space = spaceOf(asker);
    const own = space && this.#rulesOf(asker, space);
    if (!space || !this.#isConcerned(asker, space, own)) return null;
    const phase = this.#phase;
    if (phase?.isCutOff && asker.service !== space.owner)
      return leaveAnswer(
        'none',
        `${asker.name} has nothing but loopback, where Docker's resolver does not answer (LV30)`,
      );
    const rules = phase === null || phase.rules ? own : null;
    if (!rules) return null;
    if (!rules.rules.keepsResolver)
      return phase === null && rules.runs !== true
        ? leaveAnswer('unknown', `whether ${placeText(rules.rules.place)} runs is not in these files`)
        : leaveAnswer(
            'none',
            `the script empties the table that leads to Docker's resolver (LV5)`,
            rules.rules.place,
          );
    const packet: EdgePacket = {
      family: 'ipv4',
      interface: 'lo',
      address: { text: '127.0.0.11', within: [{ first: 0x7f00000bn, last: 0x7f00000bn }] },
      port: 53,
      protocol: 'udp',
    };
    return this.#decided(
      rules,
      phase,
      rules.rules.leaves(packet),
      asker.name,
      'does not let its resolver be asked',
    );
  }

  #stopped(own: OwnRules, phase: Phase | null, packet: EdgePacket, { name }: Asker): LeaveAnswer | null {
    return this.#decided(own, phase, own.rules.leaves(packet), name, 'does not let that out');
  }

  #decided(
    { rules, runs }: OwnRules,
    phase: Phase | null,
    { passes, because }: { readonly passes: Tri; readonly because: string | null },
    name: string,
    what: string,
  ): LeaveAnswer | null {
    if (passes === true) return null;
    const reason = because === null ? '' : `: ${because}`;
    if (passes === 'unknown')
      return leaveAnswer(
        'unknown',
        `whether a rule inside of ${name} stops it is not known${reason}`,
        rules.place,
      );
    if (phase === null && runs !== true)
      return leaveAnswer(
        'unknown',
        `a rule of its script ${what}${reason}, and whether the script runs is not in these files`,
        rules.place,
      );
    return {
      ...leaveAnswer('none', `a rule inside of ${name} ${what}${reason} (LV6)`, rules.place),
      isSilent: true,
    };
  }

  /** True for a network stack with rules of its own, or with a tunnel. */
  #isConcerned(asker: ServiceAsker, space: Namespace, own: OwnRules | null): boolean {
    return own !== null || this.#isTunnelled(asker, space);
  }

  #isTunnelled(asker: ServiceAsker, { owner, members }: Namespace): boolean {
    if (this.#phase === null) return this.#tunnel(asker) !== null;
    return (
      owner !== null &&
      (serviceKind(owner) === 'vpn' || (this.#phase.tunnel !== 'none' && members.length > 1))
    );
  }

  /** Returns the tunnel of an asker's network stack as the files say it; null for none, and where a moment says it instead. */
  #tunnel(asker: ServiceAsker): Tunnel | null {
    return this.#phase === null ? tunnelOfStack(asker) : null;
  }

  /** Returns on which side of a tunnel a connection to something that is not near goes. */
  #side(tunnel: Tunnel | null, { address }: Outgoing): 'tunnel' | 'direct' | 'unknown' {
    const family = address?.family ?? 'ipv4';
    if (this.#phase) return this.#phase.tunnel === 'up' && family === 'ipv4' ? 'tunnel' : 'direct';
    if (tunnel === null) return 'direct';
    if (address && isException(tunnel, address)) return 'direct';
    if (family === 'ipv6' && tunnel.ipv6 !== 'tunnel') return tunnel.ipv6 === 'past' ? 'direct' : 'unknown';
    return tunnel.leads === true ? 'tunnel' : tunnel.leads === false ? 'direct' : 'unknown';
  }

  /** True for an address that no route of the tunnel covers: one of the container's own networks. */
  #isNear({ node }: ServiceAsker, space: Namespace, address: FleetAddress): boolean {
    const bridges = node.paths(address.family)?.bridges;
    return space.endpoints.some(({ segment }) => {
      const bridge = bridges?.get(segment.index);
      return bridge !== undefined && holdsAddress(bridge, address);
    });
  }

  #knownAddress({ node }: ServiceAsker, space: Namespace, { address, service }: Outgoing): KnownAddress {
    if (address) return knownAddress(address);
    const there = service && spaceOf(service);
    const paths = node.paths('ipv4');
    for (const { segment } of space.endpoints) {
      const bridge = paths?.bridges.get(segment.index);
      if (bridge && there?.endpoints.some((one) => one.segment === segment))
        return paths?.addressOf(there, bridge) ?? bridge.member;
    }
    return unknownAddress('who is asked', 'ipv4');
  }

  #beyondTunnel({ name }: ServiceAsker, { address, port, protocol }: Outgoing): LeaveAnswer {
    if (this.#world && address) {
      const there = this.#world.listening(address.text);
      const ports = protocol === 'udp' ? [there?.udp, there?.dns] : [there?.plain, there?.tls, there?.dns];
      return ports.some((list) => list?.includes(port))
        ? leaveAnswer('reached', `${name} gets there by the tunnel (LV31)`)
        : leaveAnswer('none', `nobody listens at ${address.text}:${port}`);
    }
    return leaveAnswer('reached', `${name} gets there by the tunnel (LV31)`);
  }

  #rulesOf(asker: ServiceAsker, space: Namespace): OwnRules | null {
    const known = this.#known.get(space);
    if (known !== undefined) return known;
    const found = this.#readRules(asker, space);
    this.#known.set(space, found);
    return found;
  }

  #readRules(asker: ServiceAsker, space: Namespace): OwnRules | null {
    const context = contextOf(asker);
    const base = asker.node.base('ipv4');
    if (!context || !base) return null;
    for (const member of space.members) {
      const service = itemAt(base.services, member);
      if (!service.capAdd.some((one) => /NET_ADMIN|^ALL$/i.test(one)) && service.privileged !== true)
        continue;
      for (const { target } of service.mounts) {
        const found = context.files(service).at(target);
        if (found.kind !== 'text' || !/\b(?:ip6?tables|nft|ufw)\b/.test(found.text)) continue;
        const rules = containerRules(this.#commands(asker, space, found));
        if (rules === null) continue;
        const started = [service.entrypoint, service.command].some((part) => part?.includes(target));
        return { rules, runs: started ? true : 'unknown' };
      }
    }
    return null;
  }

  #commands(asker: ServiceAsker, space: Namespace, file: ConfigText) {
    const gateway = asker.node.paths('ipv4')?.gatewaysOf(space)[0];
    const bridge = gateway && asker.node.paths('ipv4')?.bridges.get(gateway.segment.index);
    const [at] = bridge?.gateway.within ?? [];
    const address = at && at.first === at.last ? addressText(at.first, 'ipv4') : null;
    return scriptCommands(file, {
      output: (command) => {
        const [, name] =
          /^(?:dig\b.*?\s|getent\s+(?:ahosts|ahostsv4|hosts)\s+|host\s+)([\w-]+(?:\.[\w-]+)+)\b/.exec(
            command.trim(),
          ) ?? [];
        if (name !== undefined)
          return this.#world === null
            ? null
            : (addressesIn(this.#world, name) ?? [])
                .filter(({ family }) => family === 'ipv4')
                .map(({ text }) => text);
        if (
          !/^ip\s+(?:-4\s+)?route\b/.test(command.trim()) ||
          !command.includes('default') ||
          address === null
        )
          return null;
        return [/0\\?\/24/.test(command) ? address.replace(/\d+$/, '0/24') : address];
      },
    });
  }
}

/** Returns why it is not known whether a connection goes by a tunnel. */
function notKnown(
  tunnel: Tunnel | null,
  { name }: Asker,
  { owner }: Namespace,
  { address }: Outgoing,
): LeaveAnswer {
  const whose = owner?.name ?? name;
  if (tunnel?.ipv6 === 'kept' && address?.family === 'ipv6')
    return leaveAnswer('unknown', `${tunnel.program} of ${whose} leads IPv6 out by its tunnel or not at all`);
  return leaveAnswer('unknown', tunnel?.because ?? `what goes by the tunnel of ${whose} is not known`);
}

function isException({ exceptions }: Tunnel, address: FleetAddress): boolean {
  return exceptions.some(({ range }) => {
    const read = parseRange(range, address.family);
    return read !== null && address.value >= read.first && address.value <= read.last;
  });
}

function edgePacket(
  { address, port, protocol }: Outgoing,
  known: KnownAddress,
  byTunnel: boolean,
): EdgePacket {
  return {
    family: address?.family ?? 'ipv4',
    interface: byTunnel ? 'tun0' : 'eth0',
    address: known,
    port,
    protocol,
  };
}
