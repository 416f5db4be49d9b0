// The examples of every rule, used by its tests and shown on its page. They are files beside the rule, `cn107.invalid.yaml` and
// `cn107.valid.yaml`; a line `---` parts one from the next, and the first line may name the Engine on which they are read, or the rule set
// (`# rules: strict`). In those of a rule about several stacks or machines a line `# file: PATH` begins each file. Those of a rule about a machine, or
// about what was seen to flow, are read with the record `cn821.machine.json` or `cn703.observed.json`.

import type { Finding, Rule, RuleExamples } from '../findings/finding.ts';
import { fleetOfFiles } from '../fleet/fleet-of-files.ts';
import { hostOfFiles } from '../host/host-of-files.ts';
import { readMachine } from '../machine/machine.ts';
import { optionsOnMachine } from '../machine/machine-model.ts';
import { readRecord } from '../observed/record.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { analyze, analyzeFleet, analyzeHost } from './all-rules.ts';
import { openExample } from './example-workspace.ts';
import { isAcrossMachines, isAcrossStacks, setsOf } from './registry.ts';

const texts = import.meta.glob<string>('./cn*.yaml', { query: '?raw', import: 'default', eager: true });

const records = import.meta.glob<string>('./cn*.{machine,observed}.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const engineLine = /^# engine: (\S+)\n/;
/** The line that names the rule set of examples, for findings of the enforcing sets. */
const setLine = /^# rules: (strict|cis)\n/;

/** Returns the examples of a rule; every rule has some. */
export function examplesOf({ id }: { readonly id: string }): RuleExamples {
  const [invalid, valid] = [exampleText(id, 'invalid'), exampleText(id, 'valid')];
  const engine = engineLine.exec(invalid)?.[1];
  const set = setLine.exec(invalid)?.[1];
  const machine = records[`./${recordFile(id, 'machine')}`];
  const observed = records[`./${recordFile(id, 'observed')}`];
  return {
    invalid: parted(invalid),
    valid: parted(valid),
    ...(engine === undefined ? {} : { engine }),
    ...(set === 'strict' || set === 'cis' ? { set } : {}),
    ...(machine === undefined ? {} : { machine }),
    ...(observed === undefined ? {} : { observed }),
  };
}

function recordFile(id: string, kind: 'machine' | 'observed'): string {
  return `${id.toLowerCase()}.${kind}.json`;
}

function parted(text: string): readonly string[] {
  return text
    .replace(engineLine, '')
    .replace(setLine, '')
    .split(/^---\n/m);
}

function exampleText(id: string, kind: 'invalid' | 'valid'): string {
  const file = `${id.toLowerCase()}.${kind}.yaml`;
  const text = texts[`./${file}`];
  if (text === undefined) throw new RangeError(`no examples of ${id}: write ${file} beside the rule`);
  return text;
}

/** Returns the files of an example about several stacks, by path: `blog/compose.yaml`, `bulkhead.yaml`. */
export function exampleFiles(example: string): Readonly<Record<string, string>> {
  const [, ...parts] = example.split(/^# file: (.+)\n/m);
  const files: Record<string, string> = {};
  for (let index = 0; index + 1 < parts.length; index += 2)
    files[parts[index] ?? ''] = parts[index + 1] ?? '';
  return files;
}

/** Returns the findings of a rule on one of its examples. */
export function raisedBy(rule: Rule, example: string): readonly Finding[] {
  const options = exampleOptions(rule);
  const { findings } = isAcrossMachines(rule)
    ? analyzeFleet(fleetOfFiles(exampleFiles(example), options))
    : isAcrossStacks(rule)
      ? analyzeHost(hostOfFiles(exampleFiles(example)), { options })
      : analyze(openExample(example), options);
  return findings.filter((finding) => finding.rule === rule.id);
}

/** Returns the default options with the Engine and the machine of a rule's examples. */
export function exampleOptions(rule: Pick<Rule, 'id' | 'sets'>): ReachOptions {
  const { engine, machine, observed, set = setsOf(rule)[0] ?? 'default' } = examplesOf(rule);
  const named = engine === undefined ? null : parseEngine(engine);
  const options = set === 'default' ? defaultReachOptions : { ...defaultReachOptions, rules: set };
  const ownOptions: ReachOptions = {
    ...options,
    ...(named === null ? {} : { engine: named }),
    ...(observed === undefined ? {} : { observed: readRecord(observed) }),
  };
  return machine === undefined
    ? ownOptions
    : optionsOnMachine(ownOptions, readMachine(machine), recordFile(rule.id, 'machine'));
}
