// CN605. Owns: variables that have neither a value nor a default, where Compose goes on without them. Where it refuses, CN601 names
// them; where the address of a port is one, CN103 does as well.

import { missingVariables } from '../compose/environment/variables.ts';
import { nameList } from '../compose/name-list.ts';
import type { ProjectRule } from '../findings/finding.ts';
import { isForWantOfValue } from './facts/missing-values.ts';

export const cn605: ProjectRule = {
  id: 'CN605',
  slug: 'variable-unset',
  title: 'Variables have no value',
  why: 'Compose reads a variable without a value as empty and says so on standard error only. What is drawn here takes it for unknown where a network, a port or an address depends on it.',
  severity: 'info',
  source: 'semantics 1.2, 4.5',
  *check({ workspace, topology }) {
    // The model holds the names of nearly all of them.
    const missing = topology.unsetVariables.length === 0 ? [] : missingVariables(workspace);
    const [first] = missing;
    if (!first || workspace.problems.some((problem) => isForWantOfValue(workspace, problem))) return;
    const names = missing.map(({ name }) => name);
    const it = names.length === 1 ? 'it' : 'them';
    yield {
      subjects: [],
      message: `${nameList(names)} ${names.length === 1 ? 'has' : 'have'} no value: Compose reads nothing there. Set ${it} in a .env file beside the compose file, or give ${it} a default with \${NAME:-default}.`,
      at: first.at,
      evidence: names,
      parts: names.map((name) => ['CN605', name]),
    };
  },
};
