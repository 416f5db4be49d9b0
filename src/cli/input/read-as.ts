import { type DaemonChoice, daemonChoice } from '../../core/reach/daemon-settings.ts';
import { patternText } from '../../core/text/pattern-text.ts';
import { engineOptions, type ProjectOptions } from './project-options.ts';

/** How a project is read beside its texts: what a page has to know to show it as the command would. */
export interface ReadAs extends DaemonChoice {
  readonly order: readonly string[];
  readonly environment: readonly (readonly [string, string])[];
  readonly profiles: readonly string[];
  readonly engine: string;
}

/** The same of the files in `order`; of this machine's variables only those that `texts` name. */
export function readAs(
  order: readonly string[],
  texts: Iterable<string>,
  environment: ReadonlyMap<string, string>,
  profiles: readonly string[],
  options: ProjectOptions,
): ReadAs {
  const whole = [...texts].join('\n');
  const named = [...environment].filter(
    ([name]) => name === 'COMPOSE_PROJECT_NAME' || new RegExp(`\\$\\{?${patternText(name)}\\b`).test(whole),
  );
  if (options.projectName !== undefined) named.push(['COMPOSE_PROJECT_NAME', options.projectName]);
  return {
    order,
    environment: named,
    profiles,
    engine: options.engine.text,
    ...daemonChoice(engineOptions(options)),
  };
}
