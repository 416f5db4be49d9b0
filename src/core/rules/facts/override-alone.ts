// Recognizes an override that is read without its base file, which holds the missing parts of the project.

import { overrideNames } from '../../compose/discovery/default-names.ts';
import type { Problem } from '../../compose/problem.ts';
import type { RuleContext } from '../../findings/finding.ts';
import { isMissingValue } from './missing-values.ts';
import { oncePerContext } from './once-per-context.ts';

/** An override without its base; `base` is null when no file name shows which file that is. */
interface OverrideAlone {
  readonly file: string;
  readonly base: string | null;
}

/** True for a refusal that the missing base explains: a service without an image, a name declared there. */
export function isResolvedByBase({ code }: Problem): boolean {
  return code === 'no-image' || code.startsWith('undefined-');
}

const cachedOverride = oncePerContext((context) => ({ alone: findOverride(context) }));

/** Returns the single file of the project when it is an override read alone; null for any other project. */
export function overrideAlone(context: RuleContext): OverrideAlone | null {
  return cachedOverride(context).alone;
}

function findOverride({ workspace, topology }: RuleContext): OverrideAlone | null {
  const { order } = workspace.input;
  const [file] = order;
  // A variable counts as an image, whatever its value.
  const left = workspace.problems.filter(
    (problem) => isResolvedByBase(problem) && !isMissingValue(workspace, problem),
  );
  if (file === undefined || order.length > 1 || left.length === 0) return null;
  const [, folder = '', name = ''] = /^(.*[\\/])?([^\\/]*)$/.exec(file) ?? [];
  const [, stem, ending] = /^((?:docker-)?compose)(?:[.-][^\\/]+)?(\.ya?ml)$/i.exec(name) ?? [];
  // Compose reads a file with a default name as the whole project.
  if (stem !== undefined && name === `${stem}${ending}`) return null;
  const isNamed = overrideNames.includes(name) || stem !== undefined || /override/i.test(name);
  const bare = left.filter(({ code }) => code === 'no-image').length;
  if (!isNamed && bare < topology.services.size) return null;
  return { file, base: stem === undefined ? null : `${folder}${stem}${ending}` };
}
