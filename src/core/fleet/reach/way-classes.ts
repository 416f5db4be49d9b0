// Askers that are alike are asked once: those of one machine whose packets have one source meet the same networks and the same end, and
// differ in how they leave their machine alone.

import type { Tri } from '../../compose/topology.ts';
import { allFamilies, type Family } from '../../reach/reach-model.ts';
import { both } from '../../reach/rows/tri.ts';
import type { SeenAs } from '../../ways-in/model.ts';
import type { ConnectAnswer } from '../answer.ts';
import { type Departure, type MetAtEnd, portJudge, type WayBeyond, wayBeyond } from '../beyond.ts';
import type { Asker, Connector } from '../connect.ts';
import { knownAddress } from '../fleet-address.ts';
import { outcomeOf } from '../judge.ts';
import type { MachineNode } from '../machine-node.ts';
import type { Sender } from '../sender.ts';
import type { FleetPlace } from './fleet-port.ts';

/** What one asker meets at a place: the answer, who gives it, and as whom that one sees the asker. */
export interface MetAtPlace {
  readonly answer: Tri;
  readonly by: string | null;
  readonly seen: SeenAs | null;
}

/** What askers with one source meet at a place, once they have left their machine by the departure with the key. */
interface SharedWay {
  readonly met: MetAtPlace;
  readonly departure: string | null;
}

/** The way to one port of several, and what judges the others by it. */
interface ExampleWay {
  readonly way: WayBeyond | ConnectAnswer;
  readonly judge: ReturnType<typeof portJudge>;
}

/** The packets of some askers of a machine or place: all that have one source in a family. */
interface SharedSource {
  readonly ways: Map<FleetPlace, SharedWay>;
  /** A way to each address and port that networks and routers tell apart. */
  readonly examples: Map<string, ExampleWay>;
  readonly departures: Map<string, Departure>;
}

/** An asker with its senders and what is known of how each leaves. */
interface Leaver {
  readonly asker: Asker;
  readonly senders: { readonly [family in Family]: Sender | null };
  readonly sources: { readonly [family in Family]: SharedSource | null };
  /** Whether it leaves, by departure; shared by all askers that leave alike. */
  readonly leaves: { readonly [family in Family]: Map<string, Tri> };
  /** Keys of its senders' sources, and of all that its connections depend on. */
  readonly sourceKey: string;
  readonly kind: string;
}

type AskedDepartures = 'inside' | 'each' | readonly { readonly family: Family; readonly key: string }[];

export class WayClasses {
  readonly #connector: Connector;
  readonly #leavers = new Map<string, Leaver>();
  readonly #sources = new Map<string, SharedSource>();
  readonly #leaves = new Map<string, Map<string, Tri>>();
  readonly #inside = new Map<MachineNode, Map<FleetPlace['address'], boolean>>();
  readonly #asked = new Map<string, AskedDepartures>();

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  /** Returns what an asker meets at a place. */
  ask(from: string, place: FleetPlace): MetAtPlace {
    const leaver = this.#leaver(from);
    const { family } = place.address;
    const [sender, source] = [leaver.senders[family], leaver.sources[family]];
    if (!sender || !source || this.#isInside(leaver.asker, place))
      return metAt(this.#connector.answer(leaver.asker, place));
    const way = this.#way(leaver.asker, source, sender, place);
    if (way.departure === null) return way.met;
    const leaves = this.#leavesBy(leaver, family, way.departure);
    return leaves === true ? way.met : { ...way.met, answer: both(way.met.answer, leaves) };
  }

  /** Returns a key of all that an asker's connections depend on: askers of one kind meet the same, wherever they ask. */
  kindOf(from: string): string {
    return this.#leaver(from).kind;
  }

  /**
   * Returns a key of what an asker meets at all of the places, which are the same for each asker of its machine: askers with one key meet
   * the same, although their machine may know them apart. Null where a place has an address that its own machine holds, too.
   */
  keyOf(from: string, places: () => readonly FleetPlace[]): string | null {
    const leaver = this.#leaver(from);
    const { node } = leaver.asker;
    const source = `${node.kind} ${node.name} ${leaver.sourceKey}`;
    const asked = kept(this.#asked, source, () => this.#departuresTo(leaver, places()));
    if (asked === 'inside') return null;
    if (asked === 'each') return leaver.kind;
    return `${source} ${asked.map(({ family, key }) => this.#leavesBy(leaver, family, key)).join(' ')}`;
  }

  /** Returns how askers with one source leave for the places; `each` where an asker has no sender, `inside` where their machine holds one. */
  #departuresTo({ asker, senders, sources }: Leaver, places: readonly FleetPlace[]): AskedDepartures {
    const asked = new Map<string, { readonly family: Family; readonly key: string }>();
    for (const place of places) {
      const { family } = place.address;
      const [sender, source] = [senders[family], sources[family]];
      if (this.#isInside(asker, place)) return 'inside';
      if (!sender || !source) return 'each';
      const { departure: key } = this.#way(asker, source, sender, place);
      if (key !== null) asked.set(`${family} ${key}`, { family, key });
    }
    return [...asked.values()];
  }

  #leaver(name: string): Leaver {
    const known = this.#leavers.get(name);
    if (known) return known;
    const asker = this.#connector.asker(name);
    const place = `${asker.node.kind} ${asker.node.name}`;
    const byFamily = <T>(of: (family: Family) => T): { readonly [family in Family]: T } => ({
      ipv4: of('ipv4'),
      ipv6: of('ipv6'),
    });
    const senders = byFamily((family) => this.#connector.senderOf(asker, family));
    const sources = byFamily((family) => {
      const sender = senders[family];
      return sender && kept(this.#sources, `${place} ${family} ${sender.sourceKey}`, noWays);
    });
    const leaves = byFamily((family) =>
      kept(this.#leaves, `${place} ${family} ${senders[family]?.leaveKey ?? name}`, noLeaves),
    );
    const sourceKey = allFamilies.map((family) => senders[family]?.sourceKey).join(' ');
    // Askers of one network stack are one; others are where nothing but their senders decides.
    const kinds = allFamilies.map((family) => {
      const sender = senders[family];
      return sender ? `${sender.sourceKey} ${sender.leaveKey}` : this.#connector.stackOf(asker, family);
    });
    const leaver: Leaver = { asker, senders, sources, leaves, sourceKey, kind: [place, ...kinds].join(' ') };
    this.#leavers.set(name, leaver);
    return leaver;
  }

  /** True for an address that the asker's own machine holds, on which its own networks decide. */
  #isInside({ node }: Asker, { address }: FleetPlace): boolean {
    if (node.kind !== 'machine') return false;
    const inside = kept(this.#inside, node, () => new Map<FleetPlace['address'], boolean>());
    return kept(inside, address, () => node.isOwn(address) || node.bridgeHolding(address) !== null);
  }

  #way({ node }: Asker, source: SharedSource, sender: Sender, place: FleetPlace): SharedWay {
    const known = source.ways.get(place);
    if (known) return known;
    const { map } = this.#connector;
    const { address, port, protocol } = place;
    // Between machines ports that nothing names are one.
    const key = `${address.text} ${protocol} ${map.namedPorts.has(port) ? port : 'unnamed'}`;
    const ask = () => wayBeyond(map, node, place, sender);
    const example = kept(source.examples, key, () => {
      const way = ask();
      return { way, judge: 'answer' in way ? null : portJudge(way) };
    });
    const { way, judge } = 'answer' in example.way || example.judge ? example : { way: ask(), judge: null };
    const shared: SharedWay =
      'answer' in way
        ? { met: metAt(way), departure: null }
        : {
            met: metOn(judge ? judge(port) : { ...way, outcome: outcomeOf(way.verdicts) }),
            departure: way.departure && registered(source.departures, way.departure, port),
          };
    source.ways.set(place, shared);
    return shared;
  }

  #leavesBy({ senders, sources, leaves }: Leaver, family: Family, key: string): Tri {
    const known = leaves[family].get(key);
    if (known !== undefined) return known;
    const departure = sources[family]?.departures.get(key);
    const passes = departure
      ? (senders[family]?.leave(departure.hop, departure.back).passes ?? false)
      : 'unknown';
    leaves[family].set(key, passes);
    return passes;
  }
}

const noWays = (): SharedSource => ({ ways: new Map(), examples: new Map(), departures: new Map() });
const noLeaves = (): Map<string, Tri> => new Map();

function kept<K, T>(known: Map<K, T>, key: K, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Registers how a connection to a port leaves under a key of what the first machine sees: what its rules do not tell apart is one. */
function registered(departures: Map<string, Departure>, { hop, back }: Departure, port: number): string {
  const { node, out, leaves } = hop;
  const { to, protocol } = leaves;
  const told = node.kind === 'machine' ? node.paths(to.family)?.classOf(knownAddress(to), port) : '';
  const key = `${out?.interface} ${back.interface} ${protocol} ${told ?? ''}`;
  if (!departures.has(key)) departures.set(key, { hop: { ...hop, leaves: { ...leaves, port } }, back });
  return key;
}

function metAt({ answer, by, seen }: ConnectAnswer): MetAtPlace {
  return { answer, by, seen };
}

function metOn({ outcome: { passes }, by, seen }: MetAtEnd): MetAtPlace {
  return passes === false ? { answer: false, by, seen: null } : { answer: passes, by, seen: seen.seen };
}
