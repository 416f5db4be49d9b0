// The map of a fleet before it is drawn: networks between machines as lines, a band for each machine, routers with their forwards. What
// `host-scene.ts` does with it is the same as with the stacks of a host.

import { memoize } from '../../compose/memoize.ts';
import { plural } from '../../compose/numbers.ts';
import { countingFindings } from '../../findings/standing.ts';
import { type ConnectAnswer, firstOf } from '../../fleet/answer.ts';
import type { Connector } from '../../fleet/connect.ts';
import type { FleetAddress } from '../../fleet/fleet-address.ts';
import type { ForwardEntry } from '../../fleet/fleet-entries.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import type { FleetNetwork, FleetRouter } from '../../fleet/stated-fleet.ts';
import type { FleetAnalysis } from '../../rules/analyze-fleet.ts';
import type { Rail } from '../find-rails.ts';
import { countByBand, countingOn, noFindings } from '../finding-counts.ts';
import type { MapForward, MapPicture, MapRouter } from '../map-picture.ts';
import type { StackBand } from '../stack-band.ts';
import { fleetAnswers } from './fleet-answers.ts';
import { machineBand } from './machine-band.ts';

export interface FleetPicture extends MapPicture {
  readonly facts: FleetFacts;
}

const kindOrder: readonly FleetNetwork['kind'][] = ['internet', 'lan', 'mesh'];

/** The map of a fleet. */
export const fleetPicture = memoize((facts: FleetFacts): FleetPicture => {
  const { fleet, connector } = facts;
  const { file, machines } = fleet;
  const shared = [...file.networks.values()]
    .sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind))
    .map((network) =>
      railOf(
        network,
        [...machines.keys()].filter((name) => isOn(facts, name, network.name)),
      ),
    );
  const lines = shared.map(({ network }) => network);
  const outside = lines.filter((name) => file.networks.get(name)?.kind === 'internet');
  const answers = fleetAnswers(facts);
  const bands = [...machines.values()].map((machine) =>
    machineBand(machine, lines, answers.get(machine.stated.name) ?? []),
  );
  const routers = [...(file.routers?.values() ?? [])].map((router) => routerOf(router, file, connector));
  return {
    facts,
    rails: { shared, deadEnds: [] },
    bands,
    ranks: ranksOf(bands, routers, outside),
    routers,
    titles: { outside: 'Internet', detail: '', wall: file.routers === null ? 'no router stated' : null },
  };
});

/** The map of a fleet with the numbers of findings on its machines: those of each, and those between machines of which it is the cause. */
export const checkedPicture = memoize((analysis: FleetAnalysis): FleetPicture => {
  const picture = fleetPicture(analysis.facts);
  const own = [...analysis.analyses].flatMap(([machine, host]) =>
    countingOn(host).map((finding) => ({ ...finding, machine })),
  );
  const between = countingFindings(analysis.findings, []);
  const counts = countByBand([...own, ...between], ({ machine = null }) => machine);
  return {
    ...picture,
    bands: picture.bands.map((band) => ({ ...band, counts: counts.get(band.stack) ?? noFindings })),
  };
});

function isOn({ fleet }: FleetFacts, machine: string, network: string): boolean {
  return (fleet.machines.get(machine)?.stated.addresses.get(network)?.length ?? 0) > 0;
}

const kindWords: { readonly [kind in FleetNetwork['kind']]: string } = {
  lan: 'a LAN',
  mesh: 'a mesh',
  internet: 'the Internet',
};

function railOf({ name, kind, subnets, allow }: FleetNetwork, members: readonly string[]): Rail {
  const subnet = subnets.map(({ text }) => ` ${text}`).join(',');
  const list =
    kind !== 'mesh' ? '' : allow === null ? ', on which everybody may ask everybody' : ', with a list';
  const count = plural(members.length, 'machine');
  const words = `${name}, ${kindWords[kind]}${subnet}${list}: ${count} with an address on it`;
  return {
    network: name,
    label: name,
    madeBy: null,
    internal: false,
    dead: false,
    members,
    stacks: members,
    words,
  };
}

/** Returns ranks by which machines on the Internet itself come first, then those behind each router, then others; those with containers lead. */
function ranksOf(
  bands: readonly StackBand[],
  routers: readonly MapRouter[],
  outside: readonly string[],
): ReadonlyMap<string, number> {
  return new Map(
    bands.map(({ stack, stations, services }) => {
      const isOn = (lines: readonly string[]): boolean =>
        stations.some(({ network }) => lines.includes(network));
      const behind = routers.findIndex(({ inside }) => isOn(inside));
      const group = behind >= 0 ? behind + 1 : isOn(outside) ? 0 : routers.length + 1;
      return [stack, 2 * group + (services.length === 0 ? 1 : 0)];
    }),
  );
}

function routerOf(
  router: FleetRouter,
  { networks }: FleetFacts['fleet']['file'],
  connector: Connector,
): MapRouter {
  const { name, nat, hairpin } = router;
  const stations = [...router.addresses].map(([network, addresses]) => ({
    network,
    members: addresses.map(({ text }) => text),
    note: '',
  }));
  const isOutside = (network: string): boolean => networks.get(network)?.kind === 'internet';
  const addresses = stations.map(({ network, members }) => `${members.join(', ')} on ${network}`).join('; ');
  const outside = [...router.addresses].flatMap(([network, own]) => (isOutside(network) ? own : []));
  return {
    name,
    stations,
    inside: stations.map(({ network }) => network).filter((network) => !isOutside(network)),
    forwards: forwardsOf(router, outside, connector),
    words: `${name}: ${addresses}; NAT for ${nat.join(', ') || 'no network'}; hairpin ${hairpin}`,
  };
}

function forwardsOf(
  router: FleetRouter,
  outside: readonly FleetAddress[],
  connector: Connector,
): readonly MapForward[] {
  return router.forwards.map((forward) => {
    const { port, protocol, to, toPort, text } = forward;
    const answer = firstOf(
      outside.map((address) => connector.askAddress('internet', { address, port, protocol })),
    );
    return {
      port: `${port}/${protocol}`,
      to: `${to}:${toPort}`,
      limited: forward.from !== null,
      // Whoever the forward is limited to is not the Internet at large.
      answers: forward.from !== null && answer?.answer === false ? 'unknown' : (answer?.answer ?? false),
      words: `${text} ${endWords(router, forward, answer)}`,
    };
  });
}

function endWords({ name }: FleetRouter, { from }: ForwardEntry, answer: ConnectAnswer | null): string {
  if (answer === null) return `leads to nobody, since ${name} has no address on the Internet`;
  if (answer.answer === true) return `leads to ${answer.by}`;
  if (answer.answer === 'unknown') return `may lead to ${answer.by ?? 'nobody'}: ${answer.because}`;
  return from === null ? `leads to nobody: ${answer.because}` : 'does not answer the Internet at large';
}
