// How services leave: as members of the JSON of `reach --out`, as its table, and as lines of `explain SERVICE outside`.

import type { ReachOfService } from '../../contracts/reach.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';
import { wayOfLeaving, whereLeaving } from '../../ways-out/out/leaving-words.ts';
import { type Leaving, type Leavings, leaverOf, leavingsOf } from '../../ways-out/out/leavings.ts';

/** Returns the members `leaves` and `holes` of each service, without braces. */
export function outMembers(facts: HostFacts): (service: string) => string {
  return (service) => {
    const { leaves, holes } = leavingsOf(leaverOf(facts), service);
    const object: Pick<ReachOfService, 'leaves' | 'holes'> = {
      leaves: leaves.map(({ by, through, names, ports }) => ({ by, through, names, ports })),
      holes: holes.map(({ id, text, place }) => ({
        id: id.replace(/^LV/, 'G'),
        text,
        file: place?.file ?? null,
        line: place?.line ?? null,
      })),
    };
    return visible(JSON.stringify(object).slice(1, -1));
  };
}

/** Returns how each service leaves, as lines of text. */
export function* outTable(facts: HostFacts): Generator<string> {
  for (const name of facts.reach.services) {
    yield `${visibleStart(name)}\n`;
    for (const line of leavesOf(facts, name)) yield `  ${line}\n`;
  }
}

/** Returns how a service leaves, in lines without their ends; none for what is no service. */
export function leavesOf(facts: HostFacts, name: string): readonly string[] {
  return facts.reach.facts.has(name) ? outLines(leavingsOf(leaverOf(facts), name)) : [];
}

/** Returns how a service leaves, in lines without their ends: each way, then each hole with its line. */
function outLines({ leaves, holes }: Leavings): readonly string[] {
  const ways = leaves.map(leavingText);
  const direct = leaves.some(({ by }) => by === 'direct') ? [] : ['directly: nothing'];
  const found = holes.map(({ id, text, place }) => {
    const at = place === null ? '' : `  ${visibleStart(place.file)}:${place.line}`;
    return `hole: ${visibleStart(text)} (${id})${at}`;
  });
  return [...ways, ...direct, ...found];
}

function leavingText(leaving: Leaving): string {
  const { place } = leaving;
  const at = place === null ? '' : `  ${visibleStart(place.file)}:${place.line}`;
  return `${wayOfLeaving(leaving, visibleStart)}: ${whereLeaving(leaving, visibleStart)}${at}`;
}
