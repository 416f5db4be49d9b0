// The three answers of a command to a script.

export const exitCodes = {
  /** Done, and nothing to object. */
  done: 0,
  /** `check` found something at or above `--fail-on`; `edit` was refused. */
  objection: 1,
  /** No model could be made, or the call is wrong. */
  failure: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
