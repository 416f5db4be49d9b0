// Reports of CN701 on checked intents, and the fixes that make them hold: for the file of one project, and for that of a
// host.

import { nameList } from '../../compose/name-list.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import type { Fix, Report, RuleContext } from '../../findings/finding.ts';
import type { Breach, ExpectedPort, Intent, IntentCheck } from '../../intents/intent.ts';
import { connectFixes } from '../fixes/connect-fixes.ts';
import { loopbackFixes, openPublishes } from './publishes.ts';

type IntentFacts = Pick<RuleContext, 'topology' | 'reach' | 'tiers' | 'views'>;

/** Yields one report for each breach, and one for each listed port at which no service answers. */
export function* intentReports(context: IntentFacts, checks: readonly IntentCheck[]): Iterable<Report> {
  for (const { intent, breaches, idle } of checks) {
    for (const breach of breaches) {
      const { certainty, subjects, message, at, path, evidence, parts } = breach;
      // An unknown verdict is always reported, but never as an error.
      const severity = breach.state === 'broken' ? 'error' : 'warning';
      const fixes = fixesOf(context, intent, breach);
      yield { severity, certainty, subjects, message, at, path, fixes, evidence, parts };
    }
    for (const port of idle) yield idleReport(port);
  }
}

function idleReport({ text, service, path }: ExpectedPort): Report {
  return {
    severity: 'info',
    subjects: [service],
    message: `'exposed' lists ${text}, where nothing answers the outside. Take it off the list, or publish it.`,
    at: path,
    evidence: ['idle', text],
  };
}

function fixesOf(context: IntentFacts, intent: Intent, breach: Breach): readonly Fix[] {
  if (breach.state === 'unknown') return [];
  const [first = '', second] = breach.subjects;
  switch (intent.kind) {
    case 'never':
    case 'no-way-out':
    case 'no-lan':
    case 'only-internet':
    case 'no-host':
    case 'only-names':
      // A person has to decide which of the memberships is wrong.
      return [];
    case 'must':
      // With more than one pair, a single network seldom fixes all.
      return second === undefined || breach.subjects.length > 2 ? [] : connectFixes(context, first, second);
    case 'out-only-through':
    case 'sealed':
      return breach.closing ?? [];
    case 'guarded':
    case 'only':
      return closingFixes(context, first, breach);
    case 'exposed':
      return exposedFixes(context, first, breach);
  }
}

/** Returns the fixes for an unlisted port: close it, or add it to the list. */
function exposedFixes(context: IntentFacts, name: string, { path, unlisted }: Breach): readonly Fix[] {
  const text = unlisted.join(', ');
  const operations: readonly Operation[] = [{ type: 'intent', kind: 'exposed', text }];
  const list: Fix = { title: `List ${nameList(unlisted)} as exposed`, safe: false, operations };
  return [...closingFixes(context, name, { path }), list];
}

/** Returns the fixes that bind the ports of a path to loopback; none when the path also leads through a proxy or past all ports. */
function closingFixes(context: IntentFacts, name: string, { path }: Pick<Breach, 'path'>): readonly Fix[] {
  const view = context.views.get(name);
  if (!view) return [];
  const indexes = new Set(path.map(({ at }) => at[3]));
  const ports = openPublishes(view).filter(({ index }) => indexes.has(index));
  const closes = ports.length > 0 && path.every(({ at }) => at[2] === 'ports');
  return closes ? loopbackFixes(view.service, ports) : [];
}
