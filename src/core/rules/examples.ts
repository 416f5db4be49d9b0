// The examples of every rule: its tests and what its page shows. They stand as files beside the rule, `cn107.invalid.yaml` and
// `cn107.valid.yaml`; a line `---` parts one from the next, and the first line may name the Engine on which they are read.

import type { Rule, RuleExamples } from '../findings/finding.ts';
import { setsWith } from '../findings/rule-sets.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import type { ReachOptions } from '../reach/reach-model.ts';

const texts = import.meta.glob<string>('./cn*.yaml', { query: '?raw', import: 'default', eager: true });

const engineLine = /^# engine: (\S+)\n/;

/** The examples of a rule; every rule has some. */
export function examplesOf({ id }: { readonly id: string }): RuleExamples {
  const [invalid, valid] = [exampleText(texts, id, 'invalid'), exampleText(texts, id, 'valid')];
  const engine = engineLine.exec(invalid)?.[1];
  return { invalid: parted(invalid), valid: parted(valid), ...(engine === undefined ? {} : { engine }) };
}

function parted(text: string): readonly string[] {
  return text.replace(engineLine, '').split(/^---\n/m);
}

/** The text of a file of examples, out of all those of a folder. */
export function exampleText(
  files: Readonly<Record<string, string>>,
  id: string,
  kind: 'invalid' | 'valid',
): string {
  const file = `${id.toLowerCase()}.${kind}.yaml`;
  const text = files[`./${file}`];
  if (text === undefined) throw new RangeError(`no examples of ${id}: write ${file} beside the rule`);
  return text;
}

/** The options as installed, on the Engine on which the examples of a rule are read. */
export function exampleOptions(rule: Pick<Rule, 'id'>): ReachOptions {
  const { engine } = examplesOf(rule);
  const named = engine === undefined ? null : parseEngine(engine);
  const [set = 'default'] = setsWith(rule.id);
  const options = set === 'default' ? defaultReachOptions : { ...defaultReachOptions, rules: set };
  if (named === null) return options;
  return { ...options, engine: named };
}
