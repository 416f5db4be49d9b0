// What taking over containers one after another would open (T1), as distinct from transit, which needs no takeover (T4), and
// from escapes, which end in the host (P1–P12).

import type { Topology, Tri } from '../../compose/topology.ts';
import { type BlastRadius, blastRadius, type Fallen } from '../blast/blast-radius.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Answer, Reason } from './explanation.ts';
import { hopBetween } from './hop-between.ts';
import { hostPlace, outsidePlace } from './places.ts';

/** The shortest chain from `from` to `to`; null where there is nobody between, and for the host, which has no need of others. */
export function pivotAnswer(topology: Topology, reach: Reach, from: string, to: string): Answer | null {
  if (from === hostPlace) return null;
  const radius = blastRadius(topology, reach, from);
  const sure = radius.fallen.find((fallen) => leadsTo(reach, fallen, to) === true);
  const goal = sure ?? radius.fallen.find((fallen) => leadsTo(reach, fallen, to) === 'unknown');
  const host = hostReasons(radius);
  const hostFalls = radius.hostFalls?.escapes.some(({ certain }) => certain) === true;
  if (goal && goal.hops === 1 && goal.service === to) return null;
  if (!goal) {
    if (host.length > 0) return { verdict: hostFalls ? true : 'unknown', reasons: host };
    const place = { rule: 'T1', text: 'no chain of containers leads there either', at: [] };
    return { verdict: false, reasons: [place] };
  }
  const steps = stepsTo(radius, goal);
  const reasons = steps.map((step) => stepReason(topology, reach, step));
  const last = lastReason(reach, goal, to, sure !== undefined);
  if (last) reasons.push(last);
  reasons.push(...transitReasons(reach, radius, steps), ...host);
  const known = sure?.certain === true || (host.length > 0 && hostFalls);
  return { verdict: known ? true : 'unknown', reasons };
}

/** Whether it is the target itself, or for a place a container that gets there. */
function leadsTo(reach: Reach, { service }: Fallen, to: string): Tri {
  if (to === outsidePlace) return reach.facts.get(service)?.egress ?? false;
  if (to === hostPlace) return reach.facts.get(service)?.toHost ?? false;
  return service === to;
}

/** From the first hop to the goal. */
function stepsTo({ fallen }: BlastRadius, goal: Fallen): readonly Fallen[] {
  const known = new Map(fallen.map((each) => [each.service, each]));
  const steps: Fallen[] = [];
  for (let step: Fallen | undefined = goal; step; step = known.get(step.via)) steps.unshift(step);
  return steps;
}

function stepReason(topology: Topology, reach: Reach, { service, via, by, certain }: Fallen): Reason {
  const maybe = certain ? '' : ' perhaps';
  if (via === outsidePlace) {
    const route = by === 'proxy' ? reach.proxied(service)[0] : undefined;
    const text = route
      ? `the outside${maybe} reaches ${service} through ${route.proxy}`
      : `the outside${maybe} reaches ${service}`;
    const published = reach.facts
      .get(service)
      ?.published.find(({ reachableFrom }) => reachableFrom === 'outside');
    const at = route?.at ?? ['services', published?.service ?? service, 'ports', published?.index ?? 0];
    return { rule: route ? 'T5' : 'O1', text, at: [at] };
  }
  const { network, at } = hopBetween(topology, reach, via, service);
  const way = by === 'host' ? 'through a published port' : network === null ? 'directly' : `over ${network}`;
  return { rule: 'T1', text: `who has ${via}${maybe} reaches ${service} ${way}`, at: [at] };
}

function lastReason(reach: Reach, { service }: Fallen, to: string, sure: boolean): Reason | null {
  const gateway = reach.facts.get(service)?.gateway ?? null;
  const way = gateway === null ? '' : ` over ${gateway}`;
  if (to === outsidePlace)
    return {
      rule: 'E1',
      text: `${service} ${sure ? 'has' : 'may have'} a way out${way}`,
      at: [['services', service]],
    };
  if (to === hostPlace)
    return {
      rule: 'H1',
      text: `${service} ${sure ? 'reaches' : 'may reach'} the host`,
      at: [['services', service]],
    };
  return null;
}

/** T4 of the containers between; T2 where none of them forwards. */
function transitReasons(
  reach: Reach,
  { transits }: BlastRadius,
  steps: readonly Fallen[],
): readonly Reason[] {
  const between = steps.slice(0, -1).map(({ service }) => service);
  const found = transits
    .filter(({ service }) => between.includes(service))
    .map(
      ({ service, networks, causes }): Reason => ({
        rule: 'T4',
        text: `${service} ${causes.map(({ text }) => text).join(' and ')}: it may pass packets on between ${networks.join(' and ')} without being taken over`,
        at: causes.map(({ at }) => at),
      }),
    );
  if (found.length > 0) return found;
  const first = between.find((service) => (reach.facts.get(service)?.networks.length ?? 0) > 1);
  if (first === undefined) return [];
  return [{ rule: 'T2', text: `${first} passes no packets of others on: it has to be taken over`, at: [] }];
}

/** The host, where the start or a container on the way gives it away. */
function hostReasons({ hostFalls, start }: BlastRadius): readonly Reason[] {
  if (!hostFalls || hostFalls.service !== start) return [];
  return hostFalls.escapes.map(({ rule, text, at, certain }) => ({
    rule,
    text: `${start} ${text}: who has it ${certain ? 'has' : 'may have'} the host, and everything on it`,
    at: [at],
  }));
}
