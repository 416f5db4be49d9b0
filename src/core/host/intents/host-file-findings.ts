// Findings about `bulkhead.yaml`: words and values without a meaning (CN902), and intents that do not hold (CN701), each with its line
// there.

import type { Fix, Report } from '../../analysis/findings/finding.ts';
import { checkList } from '../../analysis/intents/check-intents.ts';
import type { IntentCheck } from '../../analysis/intents/intent.ts';
import { cn701 } from '../../analysis/rules/cn701-intent-broken.ts';
import { intentReports } from '../../analysis/rules/facts/intent-reports.ts';
import { viewServices } from '../../analysis/service-view.ts';
import { unknownSuppression } from '../../analysis/suppressions/suppressions.ts';
import { computeTiers } from '../../analysis/tiers.ts';
import { nameList } from '../../compose/name-list.ts';
import { editsAcross } from '../fixes/stack-edits.ts';
import { type HostFile, hostFilePlace } from '../host-file.ts';
import { type HostContext, type HostFinding, makeHostFinding } from '../host-rule.ts';
import { checkApart } from './check-apart.ts';
import { type HostIntents, readHostIntents } from './read-host-intents.ts';

/** The findings that stand in the file of a host, by rule and place; none without one. */
export function hostFileFindings(context: HostContext): readonly HostFinding[] {
  const { file } = context.host;
  if (!file) return [];
  const intents = readHostIntents(file, context.host, context.joined);
  const broken = [...reportsOf(context, intents)].map((report) => finding(context, file, report));
  const faults = file.faults.map(({ severity, message, path, line, column }) =>
    makeHostFinding(unknownSuppression, {
      stack: null,
      severity,
      subjects: [],
      message,
      at: path,
      evidence: ['host-file', message],
      place: { file: file.file, line, column },
    }),
  );
  const words = intents.faults.map(({ message, path }) =>
    makeHostFinding(unknownSuppression, {
      stack: null,
      subjects: [],
      message,
      at: path,
      evidence: ['intent', message],
      place: hostFilePlace(file, path),
    }),
  );
  return [...broken, ...faults, ...words];
}

/** The state of each intent of a host's file, in the order of the file; those that are `apart` come after the others. */
export function checkHostIntents(context: HostContext, { list, apart }: HostIntents): readonly IntentCheck[] {
  const { reach, joined } = context;
  const { topology } = joined;
  const tiers = computeTiers(topology, reach);
  const checks = checkList({ topology, reach, tiers }, list);
  const others = apart.map((intent): IntentCheck => {
    const breaches = checkApart(topology, reach, tiers, intent);
    const [breach] = breaches;
    const { text, path } = intent;
    const meant = { kind: 'never' as const, text, path, from: [], to: [] };
    return { intent: meant, state: breach?.state ?? 'holds', breaches, idle: [] };
  });
  return [...checks, ...others];
}

function* reportsOf(context: HostContext, intents: HostIntents): Iterable<Report> {
  if (intents.list.length === 0 && intents.apart.length === 0) return;
  const { reach, joined } = context;
  const tiers = computeTiers(joined.topology, reach);
  const views = viewServices(joined.topology, reach, tiers, null);
  yield* intentReports(
    { topology: joined.topology, reach, tiers, views },
    checkHostIntents(context, intents),
  );
}

function finding(context: HostContext, file: HostFile, report: Report): HostFinding {
  const fixes = (report.fixes ?? []).flatMap((fix) => acrossStacks(context, fix));
  return makeHostFinding(cn701, { ...report, stack: null, fixes, place: hostFilePlace(file, report.at) });
}

/** A fix of the joined topology as edits of the stacks; none where it is one of `bulkhead.yaml`, which a person writes. */
function acrossStacks(context: HostContext, { title, safe, operations }: Fix): readonly Fix[] {
  const across = editsAcross(context, operations);
  if (!across || across.edits.length === 0) return [];
  const order = across.first.length === 0 ? '' : `; ${nameList(across.first)} must be up first`;
  return [{ title: `${title}${order}`, safe, operations: [], edits: across.edits }];
}
