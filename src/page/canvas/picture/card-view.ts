import type { Danger } from '../../../core/blast/dangers.ts';
import { networksOf } from '../../../core/compose/docker-name-of.ts';
import { joinedService, namespaceOwner } from '../../../core/compose/network-namespaces.ts';
import type { Service } from '../../../core/compose/topology.ts';
import {
  type Chip,
  cardChips,
  fitChips,
  fitPills,
  type PortWords,
  portLine,
  spokenPorts,
} from '../../../core/describe/card-chips.ts';
import { type ImageName, imageParts } from '../../../core/describe/image-name.ts';
import { usualOf } from '../../../core/describe/usual.ts';
import type { FindingCount, findingCounts } from '../../../core/findings/finding-counts.ts';
import { type ServiceKind, shownKind } from '../../../core/images/service-kind.ts';
import type { SceneCard } from '../../../core/layout/scene.ts';
import { countNeeds, type NeedCount } from '../../../core/needs/known-needs.ts';
import type { Isolation } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

/** All that a card shows. Two equal views render the same, so the card renders only when this changes. */
export interface CardView {
  readonly service: string;
  /** The service's name without what all of them share. */
  readonly name: string;
  readonly kind: ServiceKind;
  readonly image: ImageName;
  /** What of it is published, in a line; null where nothing is. */
  readonly ports: PortWords | null;
  readonly hue: string;
  readonly step: 0 | 1 | 2 | 3 | 4;
  readonly word: string;
  readonly joinedTo: string | null;
  readonly chips: readonly Chip[];
  readonly findings: FindingCount | null;
  /** What makes it dangerous to its host, the gravest first. */
  readonly dangers: readonly Danger[];
  /** How many of them have room on its upper edge. */
  readonly dangersShown: number;
  /** Known needs that come in and go out. */
  readonly needs: NeedCount;
  readonly inactive: boolean;
  readonly replicated: boolean;
  readonly boxed: boolean;
  /** Others are joined to it, and drawn inside. */
  readonly owner: boolean;
  readonly band: { readonly y: number; readonly height: number } | null;
  readonly label: string;
}

type Step = CardView['step'];

/** What stands beside a line of a card: padding and border. */
/** What the counts of needs take of a card's last line, px; chips get the rest. */
const footWidth = 66;
const frame = 22;

/** What isolation is known of a service that takes no part (inactive profile): by its mode and networks alone. */
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

function stepOf(isolation: Isolation): Step {
  switch (isolation) {
    case 'closed':
      return 1;
    case 'internal':
      return 2;
    case 'bridged':
      return 3;
    case 'open':
      return 4;
    case 'joined':
    case 'unknown':
      return 0;
  }
}

function isolationOf(service: Service, analysis: Analysis): Isolation {
  const known = analysis.reach.facts.get(service.name)?.isolation;
  return known ?? isolationByFile(service, analysis);
}

/** The view of one card. */
export function cardView(
  analysis: Analysis,
  card: SceneCard,
  hue: string,
  counts: ReturnType<typeof findingCounts>,
  names: ReadonlyMap<string, string>,
): CardView | null {
  const service = analysis.topology.services.get(card.service);
  if (!service) return null;
  const facts = analysis.reach.facts.get(service.name) ?? null;
  const owner = namespaceOwner(analysis.topology, service);
  const joinedTo =
    service.mode.kind === 'service'
      ? service.mode.of
      : (joinedService(analysis.topology, service)?.name ?? null);
  const isolation = isolationOf(owner ?? service, analysis);
  const name = names.get(service.name) ?? service.name;
  const chips = cardChips(service, name, usualOf(analysis), joinedTo);
  const room = card.rect.width - frame;
  const findings = counts.get(service.name) ?? null;
  const word = isolation === 'joined' ? 'unknown' : isolation;
  const inactive = facts === null;
  const dangers = analysis.dangers.get(service.name) ?? [];
  const image = imageParts(service);
  const needs = countNeeds(analysis.needs, [service.name]);
  const label = [
    service.name,
    image.full,
    spokenPorts(service, facts),
    joinedTo === null ? word : `joined to ${joinedTo}, ${word}`,
    facts && facts.networks.length > 0 ? `on ${facts.networks.join(', ')}` : '',
    ...dangers.map(({ words, certain }) => (certain ? words : `${words} unknown`)),
    inactive ? 'inactive' : '',
    findings ? `${findings.count} ${findings.count === 1 ? 'finding' : 'findings'}` : '',
  ];
  return {
    service: service.name,
    name,
    kind: shownKind(service, analysis.tiers.of(service.name)),
    image,
    ports: portLine(service, facts, room),
    hue,
    step: stepOf(isolation),
    word,
    joinedTo,
    chips: fitChips(chips, room - footWidth),
    findings,
    dangers,
    needs,
    dangersShown: fitPills(dangers, card.rect.width),
    inactive,
    replicated: service.replicas > 1,
    boxed: card.inside !== null,
    owner: card.owner,
    band: card.band,
    label: label.filter((part) => part !== '').join(', '),
  };
}
