// `check --host --format json`, version 1: the shape is a contract, documented in `docs/`. Holds no logic about networks.

import type { HostAnalysis } from '../../host/analyze-host.ts';
import { findingPlaces, sortHostFindings } from '../../host/host-places.ts';
import { findingJson } from '../check/check-json.ts';
import { stacksJson } from './stacks-json.ts';

/** The pieces of one JSON text, in order; one piece per finding. */
export function* hostCheckJson(analysis: HostAnalysis): Generator<string, void, undefined> {
  const { host, joined, reach, findings } = analysis;
  const { addressFamilies } = reach;
  const head = { version: 1, host: true, engine: reach.options.engine.text };
  yield `${JSON.stringify(head).slice(0, -1)},"stacks":${JSON.stringify(stacksJson(analysis, { addressFamilies }))},"findings":[`;
  let separator = '';
  for (const one of sortHostFindings(host, findings)) {
    const object = { stack: one.stack, ...findingJson(one.finding, findingPlaces(host, joined, one)) };
    yield `${separator}\n${JSON.stringify(object)}`;
    separator = ',';
  }
  yield ']}\n';
}
