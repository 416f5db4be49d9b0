// Checks the intents of a file: each holds, is broken, with the path that breaks it, or is not known, with the reason.

import type { RuleContext } from '../findings/finding.ts';
import type { Leavings } from '../ways-out/out/leavings.ts';
import { checkExposed, expectedIn, idlePorts } from './check-exposed.ts';
import { checkGuarded } from './check-guarded.ts';
import { checkOnly } from './check-only.ts';
import { checkOnlyNames } from './check-only-names.ts';
import { checkPairs } from './check-pairs.ts';
import { checkOutOnlyThrough, checkSealed } from './check-sandbox.ts';
import { checkWayOut } from './check-way-out.ts';
import type { Breach, ExpectedPort, Intent, IntentCheck } from './intent.ts';
import { readIntents } from './read-intents.ts';

interface Checked extends Pick<RuleContext, 'topology' | 'reach' | 'tiers' | 'ways'> {
  /** Returns how a service leaves; absent where that is not known. */
  leavings?(service: string): Leavings;
}

/** Returns the results for every intent of a project, in the order of the file. `leavings` says how a service leaves. */
export function checkIntents(
  { topology, reach, tiers, ways, workspace }: Checked & Pick<RuleContext, 'workspace'>,
  leavings?: (service: string) => Leavings,
): readonly IntentCheck[] {
  const context = { topology, reach, tiers, ways, ...(leavings && { leavings }) };
  return checkList(context, readIntents(workspace).list);
}

/**
 * Returns the result for each intent of a list. Several `exposed` are checked as one, and unlisted ports are reported with the first of
 * them.
 */
export function checkList(context: Checked, list: readonly Intent[]): readonly IntentCheck[] {
  const exposed = list.find(({ kind }) => kind === 'exposed');
  return list.map((intent) => {
    const breaches = breachesOf(context, intent, intent === exposed ? expectedIn(list) : null);
    const broken = breaches.some(({ state }) => state === 'broken');
    const idle = intent.kind === 'exposed' ? idlePorts(context.topology, context.reach, intent) : [];
    return { intent, state: broken ? 'broken' : breaches.length > 0 ? 'unknown' : 'holds', breaches, idle };
  });
}

function breachesOf(
  { topology, reach, tiers, ways, leavings }: Checked,
  intent: Intent,
  expected: readonly ExpectedPort[] | null,
): readonly Breach[] {
  switch (intent.kind) {
    case 'never':
    case 'must':
      return checkPairs(topology, reach, tiers, intent);
    case 'no-way-out':
    case 'no-lan':
    case 'only-internet':
    case 'no-host':
      return checkWayOut(topology, reach, tiers, intent);
    case 'out-only-through':
      return checkOutOnlyThrough(topology, reach, tiers, intent);
    case 'only-names':
      return checkOnlyNames({ topology, reach, tiers, leavings }, intent);
    case 'sealed':
      return checkSealed(topology, reach, tiers, intent);
    case 'guarded':
      return checkGuarded({ topology, reach, tiers, ways }, intent);
    case 'only':
      return checkOnly(topology, reach, tiers, intent);
    case 'exposed':
      return expected ? checkExposed(topology, reach, intent, expected) : [];
  }
}
