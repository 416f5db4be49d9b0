// How findings about a machine are worded.

import { firewallName } from '../../machine/firewall-facts.ts';
import type { Machine } from '../../machine/machine.ts';
import type { OnMachine } from '../../machine/machine-model.ts';
import type { Published } from '../../reach/reach-model.ts';
import { allFamilies } from '../../reach/reach-model.ts';

/** `ufw`, or the firewall of the machine. */
export function firewallWord(machine: Machine): string {
  return firewallName(machine) ?? 'the firewall of the machine';
}

const places = ['internet', 'lan'] as const;

/** The places outside from where a published port answers in some family though the firewall stops a process of the host there. */
export function answeredAgainst(
  { families }: OnMachine,
  name: string,
  index: number,
  port: Published,
): readonly (typeof places)[number][] {
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

/** `the LAN and the Internet`. */
export function placesText(from: readonly (typeof places)[number][]): string {
  if (from.length > 1) return 'the LAN and the Internet';
  return from[0] === 'lan' ? 'the LAN' : 'the Internet';
}
