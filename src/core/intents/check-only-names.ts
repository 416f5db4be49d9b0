// `only-names`: a service reaches the named hosts of the outside and nothing else there. What it leaves by is asked of its proxies, and each
// hole in what limits it is a breach.

import type { Topology } from '../compose/topology.ts';
import type { Tiers } from '../needs/tiers.ts';
import { memberPath } from '../reach/document-paths.ts';
import { outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { atLine } from '../ways-in/places.ts';
import type { Leaving, Leavings } from '../ways-out/out/leavings.ts';
import type { FoundHole } from '../ways-out/out/list-holes.ts';
import { type Breach, intentText, membersOf, type OnlyNamesIntent } from './intent.ts';

interface Checked {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly tiers: Tiers;
  readonly leavings: ((service: string) => Leavings) | undefined;
}

/** No proxy looks inside of CONNECT, so that this alone breaks no intent (LV8). */
const always = 'LV8';

/** Returns one breach for each service that leaves, or may leave, to more than the names. */
export function checkOnlyNames(
  { topology, reach, tiers, leavings }: Checked,
  intent: OnlyNamesIntent,
): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const [name, guess] of membersOf(reach, tiers, intent.from)) {
    const own = leavings?.(name);
    const wide = own
      ? [...own.leaves.flatMap((way) => beyond(way, name, intent.names)), ...holes(own.holes)]
      : null;
    const broken = wide?.filter(({ sure }) => sure) ?? [];
    const shown =
      broken.length > 0 ? broken : (wide ?? [{ sure: false, id: '', text: 'how it leaves is not known' }]);
    if (shown.length === 0) continue;
    const state = broken.length > 0 ? 'broken' : 'unknown';
    const network = reach.facts.get(name)?.gateway ?? reach.facts.get(name)?.networks[0] ?? null;
    breaches.push({
      state,
      certainty: guess ? 'inferred' : 'certain',
      subjects: [name],
      message: `${intentText(intent)} ${state === 'broken' ? 'does not hold' : 'cannot be decided'} for ${name}: ${shown.map(({ text }) => text).join('; ')}.`,
      at: intent.path,
      path: [{ from: name, to: outsidePlace, network, at: memberPath(topology, reach, name, network) }],
      evidence: [intent.text, state, name, ...shown.map(({ id }) => id)],
      parts: [
        ['CN701', intent.text, name],
        ...shown.map(({ id }) => ['CN701', intent.text, name, id]),
        ...(state === 'broken' ? [['CN701', intent.text, name, state]] : []),
      ],
      unlisted: [],
    });
  }
  return breaches;
}

interface Excess {
  /** False where it is not known. */
  readonly sure: boolean;
  readonly id: string;
  readonly text: string;
}

/** Returns what a way lets out beyond the names. */
function beyond({ through, names }: Leaving, service: string, allowed: readonly string[]): readonly Excess[] {
  const by = through === null ? `${service} leaves directly` : `${through} lets out`;
  if (names === 'everything')
    return [{ sure: true, id: `all ${through}`, text: `${by}${through === null ? '' : ' everything'}` }];
  if (names === 'unknown')
    return [
      {
        sure: false,
        id: `unknown ${through}`,
        text: `what ${through ?? 'the way out'} lets out is not known`,
      },
    ];
  const extra = names.filter((name) => !isAmong(name, allowed));
  const expressions = extra.filter((name) => name.startsWith('/'));
  const plain = extra.filter((name) => !name.startsWith('/'));
  return [
    ...plain.map((name) => ({ sure: true, id: name, text: `${by} ${name}` })),
    ...expressions.map((name) => ({
      sure: false,
      id: name,
      text: `which names ${name} lets out is not known`,
    })),
  ];
}

/** True for a name, or all names below one, that the list holds. */
function isAmong(name: string, allowed: readonly string[]): boolean {
  const asked = name.toLowerCase();
  return allowed.some((entry) => {
    const own = entry.toLowerCase();
    if (own === asked) return true;
    return own.startsWith('*.') && asked.endsWith(own.slice(1)) && asked !== own.slice(2);
  });
}

function holes(found: readonly FoundHole[]): readonly Excess[] {
  return found
    .filter(({ id }) => id !== always)
    .map(({ id, text, place }) => ({ sure: true, id, text: `${text}${atLine(place)}` }));
}
