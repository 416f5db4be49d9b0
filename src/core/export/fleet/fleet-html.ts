// A fleet as one page that stands by itself: the picture, each machine with its own map, the ports and who gets to them, the forwards.

import { plural } from '../../compose/numbers.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { placeText, portText } from '../../fleet/reach/fleet-port.ts';
import type { FleetWay, ReachedServices } from '../../fleet/reach/fleet-reach.ts';
import { fleetAnswers } from '../../map/fleet/fleet-answers.ts';
import { fleetHeadline } from '../../map/fleet/fleet-headline.ts';
import { fleetPicture } from '../../map/fleet/fleet-picture.ts';
import type { FleetAnalysis } from '../../rules/analyze-fleet.ts';
import {
  type HtmlSection,
  htmlFold,
  htmlPage,
  htmlPicture,
  htmlTable,
  htmlText,
} from '../html/html-parts.ts';
import type { HtmlReportOptions } from '../html/html-report.ts';
import { fleetSvg } from '../svg/fleet-svg.ts';
import { hostSvg } from '../svg/host-svg.ts';

/** Returns the page in pieces. */
export function fleetHtml(
  { facts, analyses }: FleetAnalysis,
  { title, date, font = null }: HtmlReportOptions,
): Generator<string, void, undefined> {
  const headline = fleetHeadline(fleetPicture(facts))
    .map(({ text }) => text)
    .join(' · ');
  const theme = 'inherited';
  const machines = [...analyses].flatMap(([name, analysis]) =>
    analysis.host.stacks.length === 0
      ? []
      : [
          htmlFold(
            `Machine ${name}`,
            htmlPicture(hostSvg(analysis, { title: name, theme }), `Map of ${name}`),
          ),
        ],
  );
  const sections: readonly HtmlSection[] = [
    {
      id: 'picture',
      title: 'Picture',
      content: `${htmlPicture(fleetSvg(facts, { title, theme }), `Map of ${title}`)}${machines.join('')}`,
    },
    { id: 'machines', title: 'Machines', content: machineTable(facts) },
    { id: 'ports', title: 'Ports', content: portTable(facts) },
    { id: 'reach', title: 'Who reaches whom', content: reachTable(facts) },
    { id: 'forwards', title: 'Forwards', content: forwardTable(facts) },
  ];
  const lead = [headline || 'No service.', ...(date === null ? [] : [`Created on ${date}.`])];
  const stacks = [...facts.fleet.machines.values()].reduce(
    (count, { facts: own }) => count + (own?.host.stacks.length ?? 0),
    0,
  );
  const foot = `${htmlText('p', `Created by Bulkhead from ${plural(facts.fleet.machines.size, 'machine')} and ${plural(stacks, 'stack')}. Values of environment, commands and labels are left out.`)}\n`;
  return htmlPage(title, lead, sections, foot, font);
}

function machineTable({ fleet }: FleetFacts): string {
  const rows = [...fleet.machines.values()].map(({ stated, facts, machine, complete }) => [
    stated.name,
    [...stated.addresses]
      .map(([network, all]) => `${all.map(({ text }) => text).join(', ')} on ${network}`)
      .join('; ') || '–',
    facts === null ? '–' : facts.host.stacks.map(({ id }) => id).join(', ') || (complete ? '–' : 'unknown'),
    facts === null
      ? '–'
      : machine === null
        ? `${stated.record === null ? 'none' : 'unread'}: its firewall is unknown`
        : 'read',
  ]);
  return htmlTable(
    { caption: 'Machines', head: ['machine', 'addresses', 'stacks', 'record'], rows },
    'No machine.',
  );
}

function portTable(facts: FleetFacts): string {
  const rows = [...fleetAnswers(facts).values()].flat().map(({ port, asked, internet, networks }) => {
    const at = asked.map(({ place }) => `${place.address.text} port ${portText(place.port, place.protocol)}`);
    const answer = internet === false ? 'no' : `${internet === true ? 'yes' : 'unknown'}: ${at.join(', ')}`;
    const others = [...networks].map(([name, each]) => (each === true ? name : `${name} (unknown)`));
    return [
      `${port.machine} ${portText(port.hostPort === '' ? 'chosen by the Engine' : port.hostPort, port.protocol)}`,
      port.service,
      answer,
      others.join(', ') || 'no',
    ];
  });
  const head = ['port', 'service', 'answers the Internet', 'answers networks'];
  return htmlTable({ caption: 'Published ports', head, rows }, 'No service publishes a port.');
}

/** Returns the services of other machines that each service gets to; services that get to the same share a row. */
function reachTable({ fleet, reach }: FleetFacts): string {
  const groups = new Map<ReachedServices, string[]>();
  for (const [machine, { facts }] of fleet.machines)
    for (const name of facts?.reach.services ?? []) {
      const from = `${machine}/${name}`;
      const reached = reach.reachedFrom(from);
      if (reached.size > 0) groups.set(reached, [...(groups.get(reached) ?? []), from]);
    }
  const rows = [...groups].map(([reached, askers]) => [
    askers.join(', '),
    [...reached].map(([to, { at }]) => `${to} at ${at.map(wayText).join(', ')}`).join('; '),
  ]);
  const none = 'No service is known to reach one of another machine.';
  return htmlTable({ caption: 'Between machines', head: ['from', 'reaches'], rows }, none);
}

function wayText({ place, answer }: FleetWay): string {
  return `${placeText(place)}${answer === true ? '' : ' (unknown)'}`;
}

function forwardTable(facts: FleetFacts): string {
  const rows = fleetPicture(facts).routers.flatMap(({ name, forwards }) =>
    forwards.map(({ port, to, words }) => [`${name} ${port}`, to, words]),
  );
  const none =
    facts.fleet.file.routers === null ? 'The file says nothing of any router.' : 'No router forwards a port.';
  return htmlTable({ caption: 'Forwards', head: ['port', 'leads to', 'ends at'], rows }, none);
}
