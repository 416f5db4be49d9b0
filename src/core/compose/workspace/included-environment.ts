// The variables that an included project is read with: those of the file that includes it, and beneath them those of its
// own environment files (semantics 4.4).

import type { ComposeDocument } from '../document.ts';
import { parseDotEnv } from '../environment/parse-dot-env.ts';
import { inFile } from '../offset-path.ts';
import { rejected } from '../project/rejected.ts';
import type { Gathering } from './gather-entities.ts';
import type { IncludedProject } from './included-projects.ts';

/** The variables; the same map as the including file's where the project brings none of its own. */
export function includedEnvironment(
  gathering: Pick<Gathering, 'texts' | 'missing' | 'problems'>,
  project: IncludedProject,
  by: ComposeDocument,
): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  for (const file of project.envFiles) {
    const text = gathering.texts.get(file);
    if (text === undefined) {
      gathering.missing.push({
        file,
        kind: 'env-file',
        by: by.file,
        optional: project.envByHabit,
        open: project.open,
        at: inFile(by.file, project.at),
      });
      continue;
    }
    const read = parseDotEnv(text, by.environment);
    if (read.ok) for (const [name, value] of read.value) own.set(name, value);
    else {
      const message = `${file}:${read.error.line}:${read.error.column}: ${read.error.message}`;
      gathering.problems.push(rejected('env-file', message, 'Mend that file.', inFile(by.file, project.at)));
    }
  }
  return own.size === 0 ? by.environment : new Map([...own, ...by.environment]);
}
