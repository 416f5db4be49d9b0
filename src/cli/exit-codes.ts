// The three answers of a command to a script.

export const exitCodes = {
  /** Success without objections. */
  done: 0,
  /** `check` found something at or above `--fail-on`, or `edit` was refused. */
  objection: 1,
  /** The call is wrong, or no model could be made. */
  failure: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
