// What `verify` prints: for people, and as JSON.

import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { Assumed } from '../../core/contracts/assumed.ts';
import type { VerifyReport as VerifyReportJson } from '../../core/contracts/deployment.ts';
import { visible, visibleStart } from '../../core/quote/visible-text.ts';
import type { Difference, Tally } from './tally.ts';

export interface VerifyReport {
  readonly workspace: Workspace;
  readonly assumed: Assumed;
  readonly project: string;
  /** The running Engine. */
  readonly engine: string;
  /** Why nothing was probed; null when probes ran. */
  readonly unprobed: string | null;
  readonly tally: Tally;
}

function placed({ workspace }: VerifyReport, { at }: Difference) {
  const { file, line, column } = placeOf(workspace, at);
  return { file, line, column };
}

/** Returns the report as JSON. */
export function verifyJson(report: VerifyReport): string {
  const { assumed, project, engine, unprobed, tally } = report;
  const differences = tally.differences.map((difference) => {
    const { kind, fact, predicted, measured, advice } = difference;
    return { kind, fact, ...placed(report, difference), predicted, measured, advice };
  });
  const { structure, probe } = tally.compared;
  const value: VerifyReportJson = {
    version: 1,
    engine,
    assumed,
    project,
    compared: { structure, probe },
    unprobed,
    differences,
    notCompared: tally.skipped,
  };
  return `${JSON.stringify(value)}\n`;
}

/** Yields the report for people: differences with places and advice, facts that could not be compared, and the count. */
export function* verifyPretty(report: VerifyReport): Generator<string> {
  const { project, engine, unprobed, tally } = report;
  for (const difference of tally.differences) {
    const { fact, predicted, measured, advice } = difference;
    const { file, line, column } = placed(report, difference);
    yield `${visibleStart(`${file}:${line}:${column}: ${fact}`)}\n`;
    for (const text of [`predicted: ${predicted}`, `measured:  ${measured}`, advice])
      yield `  ${visible(text)}\n`;
    yield '\n';
  }
  const reasons = new Map<string, string[]>();
  for (const { fact, reason } of tally.skipped) {
    const facts = reasons.get(reason);
    if (facts) facts.push(fact);
    else reasons.set(reason, [fact]);
  }
  for (const [reason, facts] of reasons) yield `${visible(`not compared: ${someOf(facts)}: ${reason}`)}\n`;
  if (unprobed !== null) yield `${visible(`nothing was probed: ${unprobed}`)}\n`;
  const { structure, probe } = tally.compared;
  yield `project ${project} on Engine ${engine}: ${structure} facts of structure and ${probe} of probes compared, ${tally.differences.length} differ\n`;
}

const shown = 4;

function someOf(facts: readonly string[]): string {
  const more = facts.length > shown ? ` and ${facts.length - shown} more` : '';
  return `${facts.slice(0, shown).join('; ')}${more}`;
}
