// The wall between the outside and the host on a known machine: which published ports its firewall stops, and which answer though it says deny.

import { allFamilies, type Published, type Reach } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { firewallName, firewallPrograms } from './firewall-facts.ts';
import type { Machine } from './machine.ts';
import { type MachineReach, machineReachOf } from './machine-model.ts';

/** Returns the name of the firewall for messages: `ufw`, `firewalld`, or a description. */
export function firewallTitle(machine: Machine): string {
  return firewallName(machine) ?? 'the firewall of the machine';
}

const places = ['internet', 'lan'] as const;

/** One of the two places outside that a firewall tells apart. */
export type OutsidePlace = (typeof places)[number];

/** Returns the places outside that a published port answers although the firewall would stop a process of the host there. */
export function answersDespiteFirewall(
  { families }: MachineReach,
  name: string,
  index: number,
  port: Published,
): readonly OutsidePlace[] {
  const number = /^\d+$/.test(port.hostPort) ? Number(port.hostPort) : null;
  if (number === null) return [];
  return places.filter((place) =>
    allFamilies.some((family) => {
      const of = families[family];
      if (of?.facts(name).published[index]?.answers?.[place] !== true) return false;
      return of.atHost(place, { port: number, protocol: port.protocol }).passes === false;
    }),
  );
}

/** Returns the places for a message, such as `the LAN and the Internet`. */
export function placesText(from: readonly OutsidePlace[]): string {
  if (from.length > 1) return 'the LAN and the Internet';
  return from[0] === 'lan' ? 'the LAN' : 'the Internet';
}

/**
 * The effect of the firewall on a port. `stopped`: closed to everywhere outside; `in-part`: closed to one place of the two; `against`:
 * answers although the firewall denies it.
 */
export type GateState = 'stopped' | 'in-part' | 'against' | 'unknown';

/** The effect of the firewall on one published port. */
export interface Gate {
  readonly port: Published;
  readonly state: GateState;
  /** A sentence that names the deciding rule, if there is one. */
  readonly text: string;
}

/**
 * Returns the published ports of a service for which the firewall and Docker disagree, or the firewall and its own stated policy; none when
 * no machine is known.
 */
export function gatesOf(reach: Reach, name: string): readonly Gate[] {
  const known = machineReachOf(reach);
  const facts = reach.facts.get(name);
  if (known === null || facts === undefined) return [];
  return facts.published.flatMap((port, index) => gateOf(known, name, port, index) ?? []);
}

/** The states of gates in order of urgency: a mark for several ports shows the most urgent one. */
const byUrgency: readonly GateState[] = ['against', 'unknown', 'in-part', 'stopped'];

/** The mark that stands for several ports. */
export interface GateMark {
  readonly state: GateState;
  /** One sentence for each port, one a line. */
  readonly text: string;
}

/** Returns one mark for all `gates`; null when there are none. */
export function gateMark(gates: readonly Gate[]): GateMark | null {
  const state = byUrgency.find((one) => gates.some((gate) => gate.state === one));
  return state === undefined ? null : { state, text: gates.map(({ text }) => asSentence(text)).join('\n') };
}

/** Returns a text as a sentence; the name of a program, such as ufw, keeps its lower case. */
function asSentence(text: string): string {
  const isProgram = firewallPrograms.some((name) => text.startsWith(`${name} `));
  return `${isProgram ? text : text.slice(0, 1).toUpperCase() + text.slice(1)}.`;
}

function gateOf(known: MachineReach, name: string, port: Published, index: number): Gate | null {
  const { answers, opened } = port;
  if (opened !== 'outside' || answers === undefined) return null;
  const firewall = firewallTitle(known.machine);
  const at = `port ${port.hostPort === '' ? `behind ${port.containerPort}` : port.hostPort}`;
  const stopped = places.filter((place) => answers[place] === false);
  if (either(answers.internet, answers.lan) === 'unknown' || (stopped.length < 2 && hasUnknown(answers))) {
    const text = `whether ${firewall} stops ${at} is unknown${decidingRule(known, name, index, 'unknown')}`;
    return { port, state: 'unknown', text };
  }
  const against = answersDespiteFirewall(known, name, index, port);
  const stops =
    stopped.length === 0
      ? ''
      : `${firewall} stops ${at} from ${placesText(stopped)}${decidingRule(known, name, index, false)}`;
  if (against.length > 0) {
    const passes = `${firewall} denies ${at}, but it still answers ${placesText(against)}: Docker forwards published ports, so the rules for the host itself do not apply`;
    return { port, state: 'against', text: stops === '' ? passes : `${stops}; ${passes}` };
  }
  if (stops === '') return null;
  return { port, state: stopped.length === places.length ? 'stopped' : 'in-part', text: stops };
}

function hasUnknown({ internet, lan }: { readonly internet: unknown; readonly lan: unknown }): boolean {
  return internet === 'unknown' || lan === 'unknown';
}

/** Returns the first rule that makes the port's answer `value`, such as `: DOCKER-USER 3: -s … -j DROP`; '' when no rule is named. */
function decidingRule(
  { families }: MachineReach,
  name: string,
  index: number,
  value: false | 'unknown',
): string {
  for (const family of allFamilies)
    for (const place of places) {
      const judged = families[family]?.inJudged(name, place, index);
      if (judged?.value === value && judged.because !== null) return `: ${judged.because}`;
    }
  return '';
}
