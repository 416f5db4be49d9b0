// Which variables of the process's environment a compose file may ask for. A file comes from anywhere, and what it interpolates turns up in
// findings, comments and pages: the person at the terminal has all of them, as with Compose; who reads through a server has none.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';

/** Variables that configure Compose. They identify the project and hold no secret. */
const composeSettings: readonly string[] = [
  'COMPOSE_FILE',
  'COMPOSE_PATH_SEPARATOR',
  'COMPOSE_PROFILES',
  'COMPOSE_PROJECT_NAME',
];

/** Returns the variables that `chosen` allows: `all`, `none`, or names with commas. Compose's own settings are always included. */
export function allowedVariables(
  environment: ReadonlyMap<string, string>,
  chosen: string,
): ReadonlyMap<string, string> {
  if (chosen === 'all') return environment;
  const names = chosen === 'none' ? [] : chosen.split(',').map((name) => name.trim());
  for (const name of names)
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new CallFailure(
        `--environment ${chosen}: '${name}' is not a variable name. Give all, none, or names with commas.`,
      );
  return new Map([...environment].filter(([name]) => composeSettings.includes(name) || names.includes(name)));
}

/** Returns the `Io` for remote readers, whose files see only the variables of `--environment`, by default none. */
export function ioForVisitors<Machine extends Io>(
  io: Machine,
  { environment = 'none' }: EnvironmentOptions,
): Machine {
  return { ...io, variables: allowedVariables(io.variables, environment) };
}

/** The option as commander collects it. */
export interface EnvironmentOptions {
  /** Variables of the process that files may use; the default depends on the command. */
  readonly environment?: string;
}
