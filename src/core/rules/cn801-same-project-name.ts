// CN801: two folders are one project to Compose.

import type { Rule } from '../findings/finding.ts';
import type { Stack } from '../host/host.ts';

function folderText({ dir }: Stack): string {
  return dir ?? 'pasted text';
}

export const rule: Rule = {
  id: 'CN801',
  slug: 'same-project-name',
  title: 'Two folders are one project to Compose',
  why: 'Compose identifies a project by its name alone. `up` in one folder treats the containers of the other as orphans, and `down` or `--remove-orphans` there removes them.',
  severity: 'error',
  source: 'D1; Compose: project name',
  *checkStacks({ host }) {
    const byName = new Map<string, Stack[]>();
    for (const stack of host.stacks) {
      const { name } = stack.project;
      if (name !== null) byName.set(name, [...(byName.get(name) ?? []), stack]);
    }
    for (const [name, stacks] of byName) {
      const [first, ...others] = stacks;
      for (const other of others) {
        if (!first) break;
        yield {
          stack: other.id,
          subjects: [`stack:${other.id}`, `stack:${first.id}`],
          message: `${folderText(first)} and ${folderText(other)} are one project to Compose, ${name}: up in one treats the containers of the other as orphans. Give one of them another name.`,
          at: [],
          evidence: [name, folderText(first), folderText(other)],
        };
      }
    }
  },
};
