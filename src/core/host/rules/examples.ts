// The examples of the rules about several stacks: files beside the rule, as those of one project. In each example a line `# file: PATH`
// begins a file.

import { exampleText } from '../../rules/examples.ts';
import type { HostExample } from '../host-rule.ts';

interface HostExamples {
  readonly invalid: readonly HostExample[];
  readonly valid: readonly HostExample[];
}

const texts = import.meta.glob<string>('./cn*.yaml', { query: '?raw', import: 'default', eager: true });

/** The examples of a rule of hosts; every rule has some. */
export function hostExamplesOf({ id }: { readonly id: string }): HostExamples {
  return {
    invalid: parted(exampleText(texts, id, 'invalid')),
    valid: parted(exampleText(texts, id, 'valid')),
  };
}

function parted(text: string): readonly HostExample[] {
  return text.split(/^---\n/m).map(filesIn);
}

function filesIn(text: string): HostExample {
  const [, ...parts] = text.split(/^# file: (.+)\n/m);
  const files: Record<string, string> = {};
  for (let index = 0; index + 1 < parts.length; index += 2)
    files[parts[index] ?? ''] = parts[index + 1] ?? '';
  return files;
}
