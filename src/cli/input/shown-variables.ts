// Which variables of the process's environment a compose file may ask for. A file comes from anywhere, and what it interpolates turns up in
// findings, comments and pages: the person at the terminal has all of them, as with Compose; who reads through a server has none.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';

/** Settings of Compose: they say which project is meant, and hold nothing that is worth asking for. */
const composeSettings: readonly string[] = [
  'COMPOSE_FILE',
  'COMPOSE_PATH_SEPARATOR',
  'COMPOSE_PROFILES',
  'COMPOSE_PROJECT_NAME',
];

/** The variables of an environment that `chosen` names: `all`, `none`, or names with commas. Settings of Compose are always among them. */
export function shownVariables(
  environment: ReadonlyMap<string, string>,
  chosen: string,
): ReadonlyMap<string, string> {
  if (chosen === 'all') return environment;
  const names = chosen === 'none' ? [] : chosen.split(',').map((name) => name.trim());
  for (const name of names)
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new CallFailure(
        `--environment ${chosen}: '${name}' is no name of a variable. Give all, none, or names with commas.`,
      );
  return new Map([...environment].filter(([name]) => composeSettings.includes(name) || names.includes(name)));
}

/** The machine for those who are not at its terminal: files see of its environment what `--environment` names, without it nothing. */
export function forOthers<Machine extends Io>(io: Machine, { environment = 'none' }: ShownOptions): Machine {
  return { ...io, variables: shownVariables(io.variables, environment) };
}

/** As commander collects it. */
export interface ShownOptions {
  /** Which variables of the process files may ask for; of each command its own without it. */
  readonly environment?: string;
}
