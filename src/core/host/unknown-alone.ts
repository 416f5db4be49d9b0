// Facts of a stack that its own files leave unknown, and that are known once the other stacks of its host are.

import { projectFacts } from '../needs/project-facts.ts';
import type { Reach, ServiceFacts } from '../reach/reach-model.ts';
import { bitsOf } from '../reach/rows/bit-row.ts';
import { triBit } from '../reach/rows/tri-row.ts';
import { hostName, type Stack } from './host.ts';
import type { HostFacts } from './host-facts.ts';

/** Numbers of facts of one stack: those that its own files leave unknown, and those of them that the host knows. */
export interface UnknownAlone {
  readonly unknown: number;
  readonly known: number;
}

/** The counts by analysis, since each drawing of a stack asks for them. */
const counted = new WeakMap<HostFacts, Map<string, UnknownAlone>>();

/** Counts over the facts of each active service and of each ordered pair; null when the host has no such stack. */
export function unknownAlone(analysis: HostFacts, id: string): UnknownAlone | null {
  const before = counted.get(analysis) ?? new Map<string, UnknownAlone>();
  counted.set(analysis, before);
  const known = before.get(id);
  if (known) return known;
  const stack = analysis.host.stacks.find((stack) => stack.id === id);
  if (!stack) return null;
  const count = countIn(analysis, stack);
  before.set(id, count);
  return count;
}

/** Returns the counts in words, as `3 facts stay unknown in this set; immich alone leaves 44 unknown`; null when nothing is unknown. */
export function unknownAloneText(id: string, { unknown, known }: UnknownAlone): string | null {
  if (unknown === 0) return null;
  const stay = unknown - known;
  const facts = `${stay === 0 ? 'no' : stay} ${stay === 1 ? 'fact stays' : 'facts stay'} unknown in this set`;
  return known === 0 ? facts : `${facts}; ${id} alone leaves ${unknown} unknown`;
}

function countIn(
  { host, reach, options }: HostFacts,
  { id, workspace, profiles, project }: Stack,
): UnknownAlone {
  const ownOptions = { ...options, profiles, project: project.name };
  const { reach: alone } = projectFacts(workspace, ownOptions, { beside: host.beside ?? null });
  const indexes = new Map(reach.services.map((name, index) => [name, index]));
  let [unknown, known] = [0, 0];
  const count = (isKnown: boolean): void => {
    unknown++;
    if (isKnown) known++;
  };
  for (const name of alone.services) {
    const [ownFacts, here] = [alone.facts.get(name), reach.facts.get(hostName(id, name))];
    if (!ownFacts || !here) continue;
    for (const fact of serviceFacts) if (ownFacts[fact] === 'unknown') count(here[fact] !== 'unknown');
    for (const [kind, to] of unknownPairs(alone, name)) {
      const there = indexes.get(hostName(id, to));
      if (there !== undefined) count(triBit(reach.row(kind, hostName(id, name)), there) !== 'unknown');
    }
  }
  return { unknown, known };
}

const serviceFacts = [
  'isolation',
  'egress',
  'egressNeedsRoute',
  'toHost',
  'fromHost',
  'fromOutside',
  'fromWire',
] as const satisfies readonly (keyof ServiceFacts)[];

type Row = Parameters<Reach['row']>[0];

/** Returns the unknown facts of the pairs that begin at a service, by kind. */
function unknownPairs(reach: Reach, from: string): readonly (readonly [Row, string])[] {
  return (['direct', 'resolves', 'viaHost'] as const).flatMap((kind) =>
    bitsOf(reach.row(kind, from).maybe).flatMap((index): readonly (readonly [Row, string])[] => {
      const to = reach.services[index];
      return to === undefined || to === from ? [] : [[kind, to]];
    }),
  );
}
