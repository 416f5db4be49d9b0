// The options of `check`: format, rule set, and the severities that fail it.

import type { Severity } from '../../core/analysis/findings/finding.ts';
import type { RuleSet } from '../../core/analysis/findings/rule-sets.ts';
import { CallFailure } from '../call-failure.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { readRuleSet } from '../questions/weighed-findings.ts';

export interface CheckOptions extends HostCommandOptions {
  readonly format: string;
  readonly failOn: string;
  readonly rules: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

const formats = ['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;
const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** Formats of annotations, tests and issues, which have no place for fixes. */
export const formatsWithoutFixes: readonly string[] = ['github', 'gitlab', 'junit'];

export interface CheckWords {
  readonly format: (typeof formats)[number];
  readonly rules: RuleSet;
  /** Severities that end the command with 1. */
  readonly objecting: readonly Severity[];
}

/** Reads the options; refuses a word that is not known. */
export function readCheckWords({ format, rules, failOn }: CheckOptions): CheckWords {
  const known = formats.find((one) => one === format);
  if (known === undefined) {
    throw new CallFailure(
      `--format ${format}: no such format. Use ${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}.`,
    );
  }
  return { format: known, rules: readRuleSet(rules), objecting: objectingFrom(failOn) };
}

function objectingFrom(failOn: string): readonly Severity[] {
  if (failOn === 'never') return [];
  const words: readonly string[] = severities;
  const lowest = words.indexOf(failOn);
  if (lowest < 0) throw new CallFailure(`--fail-on ${failOn}: give error, warning, info or never.`);
  return severities.slice(0, lowest + 1);
}
