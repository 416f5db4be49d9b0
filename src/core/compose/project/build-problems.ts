// What cannot go together in `build`.

import { itemsOf, type Path, type TreeEntry } from '../../yaml/tree.ts';
import type { Problem } from '../problem.ts';
import { fieldsOf } from './fields-of.ts';
import { readText, readTexts } from './read-text.ts';
import { rejected } from './rejected.ts';

/** The problems of `build` of the service `name`. */
export function buildProblems(
  name: string,
  fields: ReadonlyMap<string, TreeEntry>,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const build = fieldsOf(fields.get('build')?.value);
  const path: Path = ['services', name, 'build'];
  const problems: Problem[] = [];
  if (build.has('dockerfile') && build.has('dockerfile_inline')) {
    const message = `service '${name}' has both dockerfile and dockerfile_inline`;
    const at: Path = [...path, 'dockerfile_inline'];
    problems.push(rejected('two-dockerfiles', message, 'Keep one of the two.', at));
  }
  const platform = readText(fields.get('platform')?.value, environment);
  const platforms = build.get('platforms')?.value;
  if (platform && itemsOf(platforms).length > 0 && !readTexts(platforms, environment).includes(platform)) {
    const message = `service '${name}' runs on '${platform}', which its build does not make`;
    const advice = `Add '${platform}' to build.platforms.`;
    problems.push(rejected('platform-not-built', message, advice, [...path, 'platforms']));
  }
  return problems;
}
