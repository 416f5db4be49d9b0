// `diff --host --format json`, version 1: the shape is a contract, documented in `docs/`.

import { differencesJson } from '../diff/diff-json.ts';
import type { HostDiffReport } from './host-diff-report.ts';
import { stacksJson } from './stacks-json.ts';

/** The pieces of one JSON text, in order. */
export function* hostDiffJson(report: HostDiffReport): Generator<string, void, undefined> {
  const { before, after } = report;
  const assumed = { old: stacksJson(before), new: stacksJson(after) };
  const head = { version: 1, host: true, engine: after.reach.options.engine.text, assumed };
  yield* differencesJson(head, report, (finding) => ({ stack: report.stackOf(finding) }));
}
