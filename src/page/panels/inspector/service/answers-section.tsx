import './answers.css';
import { useState } from 'react';
import { wayFromOutside } from '../../../../core/blast/from-outside.ts';
import type { Tri } from '../../../../core/compose/topology.ts';
import { knownNeeds, type NeedPartner } from '../../../../core/needs/known-needs.ts';
import { needState } from '../../../../core/needs/met-needs.ts';
import { reachLists } from '../../../../core/reach/reach-lists.ts';
import type { Analysis } from '../../../../core/rules/analyze.ts';
import { membersByNetwork } from '../../../../core/rules/facts/networks.ts';
import { fewestToSplit } from '../../../../core/rules/fixes/split-lanes.ts';
import { hopsText } from '../../../../core/summary/summary.ts';
import { uiStore } from '../../../state/page-stores.ts';
import type { ShownProject } from '../../../state/session/use-project.ts';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { LineLink } from '../../shared/line-link.tsx';

/** The number of needs shown first; a link shows the others. */
const most = 8;
/** The number of callers named in the sentence. */
const mostNames = 4;

interface ChipProps {
  readonly partner: NeedPartner;
  /** Whether the two services can connect; `missing` and unknown needs are marked. */
  readonly met: Tri;
  readonly attribute: 'data-needed-by' | 'data-needs-service' | 'data-shares-with';
}

/** The partner of a need with the reason for it; pressing it selects that service. */
function Chip({ partner: { service, reasons }, met, attribute }: ChipProps) {
  const [first] = reasons;
  const words = reasons.map((reason) => reason.words).join(', ');
  const inferred = reasons.every(({ certainty }) => certainty === 'inferred');
  const tone = met === false ? 'bh-err' : attribute === 'data-needed-by' ? 'bh-incoming' : 'bh-accent';
  return (
    <li className={`bh-need-chip bh-item bh-filled ${tone}`}>
      <button
        type="button"
        className="bh-need-partner bh-ink bh-grow bh-break"
        {...{ [attribute]: service }}
        title={`${words}${inferred ? ' (inferred)' : ''}. Show ${service}`}
        onClick={() => uiStore.getState().focus({ type: 'service', name: service })}
      >
        <b>{service}</b> <span>{first.words}</span>
        {met === false && <em>not reached</em>}
        {met === 'unknown' && <em>reach unknown</em>}
      </button>
      <LineLink path={first.at} />
    </li>
  );
}

interface ChipsProps {
  readonly title: string;
  readonly none: string;
  readonly partners: readonly NeedPartner[];
  readonly met: (partner: string) => Tri;
  readonly attribute: ChipProps['attribute'];
}

function Chips({ title, none, partners, met, attribute }: ChipsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? partners : partners.slice(0, most);
  return (
    <>
      <h3 className="bh-answer">
        {partners.length === 0 ? none : `${title} ${partners.length === 1 ? '' : partners.length}`.trim()}
      </h3>
      {shown.length > 0 && (
        <ul className="bh-grid bh-gap-1">
          {shown.map((partner) => (
            <Chip key={partner.service} partner={partner} met={met(partner.service)} attribute={attribute} />
          ))}
          {partners.length > shown.length && (
            <li>
              <LinkButton onClick={() => setAll(true)}>{partners.length - shown.length} more</LinkButton>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

/** True where a service reaches another that it needs, by a network or a socket; unknown where one of them is inactive. */
function met({ reach, needs }: Analysis, from: string, to: string): Tri {
  const state = needState(reach, needs, from, to);
  return state === 'missing' ? false : state === 'unknown' || state === null ? 'unknown' : true;
}

function Names({ names }: { readonly names: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? names : names.slice(0, mostNames);
  return (
    <p className="bh-dim bh-break">
      {shown.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <LinkButton onClick={() => uiStore.getState().focus({ type: 'service', name })}>{name}</LinkButton>
        </span>
      ))}
      {names.length > shown.length && (
        <>
          {' and '}
          <LinkButton onClick={() => setAll(true)}>{names.length - shown.length} more</LinkButton>
        </>
      )}
    </p>
  );
}

/** The way from outside to a service: its own ports, the containers in front of it, or none. */
function FromOutside({ service, analysis }: { readonly service: string; readonly analysis: Analysis }) {
  const { reach } = analysis;
  const way = wayFromOutside(reach, service);
  const facts = reach.facts.get(service);
  const proxies = reach.proxied(service).filter(({ fromOutside }) => fromOutside !== false);
  if (facts === undefined || way === null) return <p className="bh-dim bh-break">no way in</p>;
  const perhaps = way.certain ? '' : 'perhaps ';
  if (way.hops === 0) {
    if (facts.fromOutside !== false) {
      const ports = facts.published
        .filter(
          (port) =>
            port.service === service && port.reachableFrom !== 'nowhere' && port.reachableFrom !== 'host',
        )
        .map(({ hostPort }) => (hostPort === '' ? 'a random port' : hostPort));
      const at = facts.isolation === 'open' ? 'every port it opens' : [...new Set(ports)].join(' · ');
      return (
        <p className="bh-dim bh-break">{at === '' ? `${perhaps}it answers itself` : `${perhaps}at ${at}`}</p>
      );
    }
    return (
      <>
        <p className="bh-dim bh-break">
          {perhaps}
          {proxies.some(({ ghost }) => ghost)
            ? 'behind a proxy that is not in these files'
            : 'behind its proxy'}
        </p>
        <Names names={[...new Set(proxies.flatMap(({ proxy, ghost }) => (ghost ? [] : [proxy])))]} />
      </>
    );
  }
  return (
    <>
      <p className="bh-dim bh-break">
        {perhaps}
        {hopsText(way.hops)} away, behind
      </p>
      <Names names={way.behind} />
    </>
  );
}

/** Returns the service's network with the most members, or null where no split is worthwhile. */
function roomAround(analysis: Analysis, service: string): string | null {
  const members = membersByNetwork(analysis);
  const count = (network: string): number => members.get(network)?.length ?? 0;
  const own = analysis.reach.facts.get(service)?.networks ?? [];
  const [fullest] = [...own].sort((a, b) => count(b) - count(a));
  return fullest !== undefined && count(fullest) >= fewestToSplit ? fullest : null;
}

/** Returns the sentence about the services that reach another, and how many of them have no known need for it. */
function reachedText(reached: number, without: number, unsure: boolean): string {
  const services = `${unsure ? 'at least ' : ''}${reached} ${reached === 1 ? 'service' : 'services'}`;
  if (without === 0) return `Reachable from ${services}`;
  const whose = without === reached ? '' : `${without} of them `;
  return `Reachable from ${services}, ${whose}without a known need`;
}

/** The first section of a service: its needs, the services that need it and reach it, and the way from outside. */
export function AnswersSection({
  service,
  picture,
}: {
  readonly service: string;
  readonly picture: ShownProject;
}) {
  const { analysis } = picture;
  const { reach } = analysis;
  const { neededBy, needs, shares } = knownNeeds(analysis, service);
  const active = reach.facts.has(service);
  const lists = active ? reachLists(reach, service) : null;
  const reached = lists === null ? [] : [...lists.reachedFrom, ...lists.reachedOverHost];
  const needing = new Set([...neededBy, ...shares].map((partner) => partner.service));
  const without = reached.filter((name) => !needing.has(name));
  const unsure = lists !== null && lists.unknown.length > 0;
  const room = without.length > 0 ? roomAround(analysis, service) : null;
  return (
    <section
      className="bh-answers bh-column bh-gap-1 bh-small"
      aria-label={`Who needs and reaches ${service}`}
    >
      <Chips
        title="Needed by"
        none="No service is known to need it"
        partners={neededBy}
        met={(from) => met(analysis, from, service)}
        attribute="data-needed-by"
      />
      <Chips
        title="Needs"
        none="No known needs"
        partners={needs}
        met={(to) => met(analysis, service, to)}
        attribute="data-needs-service"
      />
      {shares.length > 0 && (
        <Chips
          title="Shares a socket with"
          none=""
          partners={shares}
          met={() => true}
          attribute="data-shares-with"
        />
      )}
      {lists !== null && (
        <>
          <h3 className="bh-answer" data-reached-by={reached.length}>
            {reached.length === 0
              ? unsure
                ? 'It is unknown which services reach it'
                : 'Not reachable from any service here'
              : reachedText(reached.length, without.length, unsure)}
          </h3>
          {without.length > 0 && <Names names={without} />}
          <h3 className="bh-answer">From outside</h3>
          <FromOutside service={service} analysis={analysis} />
          {room !== null && (
            <Button className="bh-answers-split" onClick={() => uiStore.getState().askSplit(room)}>
              Split {room}…
            </Button>
          )}
        </>
      )}
    </section>
  );
}
