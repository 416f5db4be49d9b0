// The content of a card as data: text fitted to the medium, without a position.

import { networksOf } from '../compose/docker-name-of.ts';
import { joinedService, namespaceOwner } from '../compose/network-namespaces.ts';
import type { Service } from '../compose/topology.ts';
import { type ImageName, imageParts } from '../describe/image-name.ts';
import { usualOf } from '../describe/usual.ts';
import { type FindingCount, findingCounts } from '../findings/finding-counts.ts';
import { type ServiceKind, shownKind } from '../images/service-kind.ts';
import { shortServiceNames } from '../layout/cards/short-names.ts';
import type { SceneCard } from '../layout/scene.ts';
import { countNeeds, type NeedCount } from '../needs/known-needs.ts';
import type { Isolation } from '../reach/reach-model.ts';
import type { Analysis } from '../rules/analyze.ts';
import {
  type Chip,
  cardChips,
  fitChips,
  type PortWords,
  portLine,
  portsForScreenReader,
} from './card-chips.ts';
import { countsWidth, type DangerSign, dangerSigns, fitSigns } from './card-signs.ts';
import type { TextFacts } from './card-text.ts';
import { type CardName, cardNamesOf } from './fit-name.ts';
import { type GateView, gateView } from './gate-view.ts';
import { type Hue, laneHue } from './hues.ts';
import { type TrunkTone, trunkTone } from './trunk-text.ts';
import type { ViewContext } from './view-context.ts';

/** The content of a card. Two equal views look the same, so the page renders a card only when its view changes. */
export interface CardView {
  readonly service: string;
  /** The service's name without the part that all names share. */
  readonly name: CardName;
  /** The width of the card, px. */
  readonly width: number;
  readonly kind: ServiceKind;
  readonly image: ImageName;
  /** The published ports as one line, with the tone that their trunk has; null without published ports. */
  readonly ports: (PortWords & { readonly tone: TrunkTone }) | null;
  readonly hue: Hue;
  /** The service's isolation; `joined` in another service's namespace. */
  readonly isolation: Isolation | 'inactive';
  /** The isolation of the service's network namespace, as a step of the meter. */
  readonly step: 0 | 1 | 2 | 3 | 4;
  readonly word: string;
  readonly joinedTo: string | null;
  /** Differences from the usual settings of the file, as many as fit. */
  readonly chips: readonly Chip[];
  readonly findings: FindingCount | null;
  /** Dangers to the host, the gravest first. */
  readonly dangers: readonly DangerSign[];
  /** True when one of the dangers certainly leads to root on the host. */
  readonly grave: boolean;
  /** The login in front of the service; null when nothing from outside leads to it. */
  readonly gate: GateView | null;
  /** Number of known incoming and outgoing needs. */
  readonly needs: NeedCount;
  readonly inactive: boolean;
  readonly replicated: boolean;
  readonly boxed: boolean;
  /** True when other services are joined to this one and drawn inside its card. */
  readonly owner: boolean;
  readonly band: { readonly y: number; readonly height: number } | null;
  /** Name, image, isolation and ports in one line. */
  readonly title: string;
  /** The full content as text for a screen reader. */
  readonly label: string;
}

/** Returns the isolation of an inactive service (inactive profile), by its mode and networks alone. */
function isolationByFile(service: Service, analysis: Analysis): Isolation {
  switch (service.mode.kind) {
    case 'none':
      return 'closed';
    case 'host':
      return 'open';
    case 'bridge':
      return 'bridged';
    case 'networks':
    case 'network': {
      const keys = networksOf(analysis.topology, service);
      const internal = keys.map((key) => analysis.topology.networks.get(key)?.internal);
      if (internal.length === 0 || internal.includes('unknown')) return 'unknown';
      return internal.every((each) => each === true) ? 'internal' : 'bridged';
    }
    case 'service':
    case 'container':
    case 'unknown':
      return 'unknown';
  }
}

const steps: { readonly [isolation in Isolation]: CardView['step'] } = {
  closed: 1,
  internal: 2,
  bridged: 3,
  open: 4,
  joined: 0,
  unknown: 0,
};

/** Returns the view of one card; null when the analysis does not contain the service. */
export function cardView({ analysis, hues, medium, gates }: ViewContext, card: SceneCard): CardView | null {
  const { topology, reach } = analysis;
  const service = topology.services.get(card.service);
  if (!service) return null;
  const facts = reach.facts.get(service.name) ?? null;
  const holder = namespaceOwner(topology, service) ?? service;
  const joinedTo =
    service.mode.kind === 'service' ? service.mode.of : (joinedService(topology, service)?.name ?? null);
  const held = reach.facts.get(holder.name)?.isolation ?? isolationByFile(holder, analysis);
  const word = held === 'joined' ? 'unknown' : held;
  const names = shortServiceNames(topology.services);
  const name = names.get(service.name) ?? service.name;
  const room = card.rect.width - medium.frame;
  const chips = cardChips(service, name, usualOf(analysis), joinedTo).filter(
    ({ kind }) => !medium.omits.includes(kind),
  );
  const dangers = dangerSigns(analysis.dangers.get(service.name) ?? []);
  const gate = gateView(gates, service.name);
  const needs = countNeeds(analysis.needs, [service.name]);
  const footRoom = room - countsWidth(needs);
  const signs = fitSigns(signWords({ dangers, gate }), footRoom);
  const findings = findingCounts(analysis).get(service.name) ?? null;
  const isolation = facts?.isolation ?? 'inactive';
  const image = imageParts(service);
  const line = portLine(service, facts, room * medium.portShare);
  const ports = line && { ...line, tone: portTone(analysis, service.name, line.from) };
  const title = [
    service.name,
    image.full,
    isolation === 'joined' ? `joined to ${facts?.owner ?? 'another'}` : isolation,
    ...(ports === null ? [] : [ports.title]),
  ];
  const label = [
    service.name,
    image.full,
    portsForScreenReader(service, facts),
    joinedTo === null ? word : `joined to ${joinedTo}, ${word}`,
    facts && facts.networks.length > 0 ? `on ${facts.networks.join(', ')}` : '',
    ...dangers.map(({ word, certain }) => (certain ? word : `${word.slice(0, -1)} unknown`)),
    gate?.text ?? '',
    facts === null ? 'inactive' : '',
    findings ? `${findings.count} ${findings.count === 1 ? 'finding' : 'findings'}` : '',
  ];
  return {
    service: service.name,
    name: cardNamesOf(names).get(name) ?? { text: name, differsAt: null },
    width: card.rect.width,
    kind: shownKind(service, analysis.tiers.of(service.name)),
    image,
    ports,
    hue: laneHue(card.lanes[0] ?? '', hues),
    isolation,
    step: steps[held],
    word,
    joinedTo,
    chips: fitChips(chips, footRoom - signs.width),
    findings,
    dangers,
    grave: dangers.some(({ rootOnHost, certain }) => rootOnHost && certain),
    gate,
    needs,
    inactive: facts === null,
    replicated: service.replicas > 1,
    boxed: card.inside !== null,
    owner: card.owner,
    band: card.band,
    title: title.join(', '),
    label: label.filter((part) => part !== '').join(', '),
  };
}

/** Returns the tone of the ports of a service that are reachable from a place. */
function portTone(analysis: Analysis, service: string, from: PortWords['from']): TrunkTone {
  const facts = analysis.reach.facts.get(service);
  if (facts?.isolation === 'open')
    return trunkTone(analysis, { kind: 'every', answers: [{ service, ports: [] }], hosts: [] });
  const ports =
    facts?.published.filter((port) => port.service === service && port.reachableFrom === from) ?? [];
  return trunkTone(analysis, { kind: from, answers: [{ service, ports }], hosts: [] });
}

/** Returns the words of a card's signs: its dangers, then its login. */
function signWords({ dangers, gate }: Pick<CardView, 'dangers' | 'gate'>): readonly string[] {
  return [...dangers.map(({ word }) => word), ...(gate === null ? [] : [gate.text])];
}

/** Returns the facts about a card that decide on its text. */
export function textFactsOf(view: CardView): TextFacts {
  const { name, width, boxed, findings, dangers, needs } = view;
  return {
    name,
    width,
    boxed,
    needs,
    counted: findings !== null,
    dangerous: dangers.length > 0,
    signs: signWords(view),
  };
}
