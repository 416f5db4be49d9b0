// `reach --host --format json`, version 1: the shape is a contract, documented in `docs/`. A stream of pieces, one per service.

import { allFamilies } from '../../analysis/reach/reach-model.ts';
import type { HostAnalysis } from '../../host/analyze-host.ts';
import { splitHostName } from '../../host/host.ts';
import { type ReachJsonOptions, serviceFields } from '../reach/service-fields.ts';
import { stacksJson } from './stacks-json.ts';

export interface HostReachJsonOptions extends ReachJsonOptions {
  /** Every name that a service can resolve, not only those that several answer to, or another stack. */
  readonly names: boolean;
}

/** The pieces of one JSON text, in order. */
export function* hostReachJson(
  analysis: HostAnalysis,
  options: HostReachJsonOptions,
): Generator<string, void, undefined> {
  const { joined, reach } = analysis;
  const addressFamilies = options.families === true ? allFamilies : reach.addressFamilies;
  yield `{"version":1,"host":true,"engine":${JSON.stringify(reach.options.engine.text)},"stacks":`;
  yield `${JSON.stringify(stacksJson(analysis, { addressFamilies }))},\n"networks":{`;
  let separator = '';
  for (const { name, madeBy, stacks, internal, external, members } of joined.networks.values()) {
    // Compose makes no network that nobody is on.
    if (members.length === 0) continue;
    yield `${separator}\n${JSON.stringify(name)}:${JSON.stringify({ madeBy, stacks, internal, external })}`;
    separator = ',';
  }
  yield '},\n"services":{';
  separator = '';
  for (const [name, facts] of reach.facts) {
    const names = JSON.stringify(namesOf(analysis, name, options.names));
    yield `${separator}\n${JSON.stringify(name)}:{${serviceFields(reach, facts, options)},"names":${names}}`;
    separator = ',';
  }
  yield '}}\n';
}

/** Who answers to which names in `service`; by default those alone in which stacks meet, or services do. */
function namesOf({ names }: HostAnalysis, service: string, all: boolean): object {
  const { stack } = splitHostName(service);
  const own = (answers: readonly string[] | 'unknown'): boolean =>
    answers !== 'unknown' && answers.length < 2 && answers.every((one) => splitHostName(one).stack === stack);
  return Object.fromEntries([...names.names(service)].filter(([, answers]) => all || !own(answers)));
}
