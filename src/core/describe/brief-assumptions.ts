// The assumptions of a picture in a few words, for one line below it.

import { envFileOf } from '../compose/environment/dot-env.ts';
import type { ProjectName } from '../compose/environment/project-name.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { engineKinds, isRootless } from '../reach/engine-kinds.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { type Assumption, assumedOf, assumptions, nameSources } from './assumed.ts';

/** An assumption in a few words, such as `Docker 29` or `no .env`. */
export interface BriefAssumption {
  readonly id: Assumption['id'] | 'env';
  readonly words: string;
  /** True when the assumption may change the prediction, so that it is marked. */
  readonly notable: boolean;
}

/** Returns the Engine, the variables and the project's name, then every other assumption that is unusual. */
export function briefAssumptions(
  workspace: Workspace,
  options: ReachOptions,
  nameFrom: ProjectName['from'],
): readonly BriefAssumption[] {
  const said = (id: BriefAssumption['id'], words: string): BriefAssumption => ({ id, words, notable: false });
  const unusual = assumptions(assumedOf(workspace, options, nameFrom), options)
    .filter(({ notable }) => notable)
    .map(({ id, label, value }) => ({ id, words: `${label.toLowerCase()} ${value}`, notable: true }));
  return [
    said('engine', engineWords(options)),
    said('env', envWords(workspace)),
    said('project', projectWords(options.project, nameFrom)),
    ...unusual,
  ];
}

/** Returns the predicted Engine as a person says it: `Docker 29`. */
export function engineWords(options: ReachOptions): string {
  const { engine } = options;
  const name = engine.kind === 'docker' ? `Docker ${engine.text}` : engineKinds[engine.kind].title;
  return isRootless(options) ? `${name}, rootless` : name;
}

function envWords({ input }: Workspace): string {
  const file = envFileOf(input);
  return input.texts.has(file) ? `${file} is read` : 'no .env';
}

function projectWords(name: string | null, from: ProjectName['from']): string {
  return name === null ? 'project name unknown' : `project ${name}, ${nameSources[from]}`;
}
