import type { SentProject } from '../../core/machine/project-record.ts';
import { type DaemonChoice, daemonChoice } from '../../core/reach/daemon-settings.ts';
import { patternText } from '../../core/text/pattern-text.ts';
import { engineOptions, type ProjectOptions } from './project-options.ts';

/** Returns the Engine, daemon and machine among the options, in the form sent to a page. */
export function sentOptions(options: ProjectOptions): Pick<SentProject, 'engine' | 'machine'> & DaemonChoice {
  const { engine, machine, ...daemon } = engineOptions(options);
  const text = machine?.record ?? null;
  return {
    engine: engine.text,
    ...daemonChoice(daemon),
    ...(machine === undefined || text === null ? {} : { machine: { file: machine.assumed.from, text } }),
  };
}

/** Returns how the page reads the files of `order`, with only those variables of this machine that `texts` name. */
export function sentProject(
  order: readonly string[],
  texts: Iterable<string>,
  environment: ReadonlyMap<string, string>,
  profiles: readonly string[],
  options: ProjectOptions,
): SentProject {
  const whole = [...texts].join('\n');
  const named = [...environment].filter(
    ([name]) => name === 'COMPOSE_PROJECT_NAME' || new RegExp(`\\$\\{?${patternText(name)}\\b`).test(whole),
  );
  if (options.projectName !== undefined) named.push(['COMPOSE_PROJECT_NAME', options.projectName]);
  return {
    order,
    environment: named,
    profiles,
    ...sentOptions(options),
  };
}
