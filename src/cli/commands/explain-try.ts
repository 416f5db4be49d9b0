// `explain A B --try`: what is started and asked, on standard error before it happens; then what came back, beside what was predicted.

import { triAnswer } from '../../core/describe/tri.ts';
import type { HostFacts } from '../../core/host/host-facts.ts';
import { visible } from '../../core/quote/visible-text.ts';
import { CallFailure } from '../call-failure.ts';
import { readRunningHost } from '../docker/read-running-host.ts';
import type { Io } from '../io.ts';
import { kernel } from '../observe/namespace-reader.ts';
import { enterTools } from '../verify/probes/entered-session.ts';
import {
  findHelper,
  planTrial,
  type Trial,
  type TrialTools,
  type TriedFact,
  tryPair,
} from '../verify/try-pair.ts';
import { type VerifyTools, verifyTools } from '../verify/verify-tools.ts';
import { readOutside } from './verify.ts';

export interface TryOptions {
  readonly try?: boolean;
  readonly yes?: boolean;
  readonly probeImage?: string;
  /** `ADDRESS:PORT` of a listener beyond the host. */
  readonly outside?: string;
}

/** Access to Docker and the terminal; tests pass their own. */
export type TryTools = VerifyTools & TrialTools;

const machineTools: TryTools = { ...verifyTools, enter: enterTools(kernel) };

/** Asks for consent, tries the pair and prints the result. */
export async function printTrial(
  io: Io,
  facts: HostFacts,
  sides: { readonly from: string; readonly to: string },
  options: TryOptions,
  tools: TryTools = machineTools,
): Promise<void> {
  const outside = readOutside(options.outside);
  const running = await readRunningHost(tools.docker);
  const about = { facts, running, ...sides, outside };
  const helper = await findHelper(tools, about, options.probeImage);
  const plan = planTrial(about, helper);
  io.complain(['--try:', ...[...plan.starts, ...plan.asks].map((line) => visible(`  ${line}`))]);
  if (options.yes !== true) {
    const answer = await tools.confirm('Do that?');
    if (answer === null)
      throw new CallFailure('there is no terminal to ask for confirmation. Give --yes with --try.');
    if (!answer) {
      io.complain('no probe was started');
      return;
    }
  }
  let stopped = false;
  const restore = tools.onInterrupt(() => {
    stopped = true;
  });
  try {
    const trial = await tryPair(tools, about, helper, { interrupted: () => stopped, now: Date.now });
    await io.print(trialLines(trial));
  } finally {
    restore();
  }
}

/** Returns a line for each path of the pair and, below it, the probes that were sent. */
export function trialLines({ facts }: Trial): readonly string[] {
  return facts.flatMap(({ title, predicted, measured, asked, answered, why }) => {
    const verdict = measured === null ? 'not asked' : triAnswer(measured);
    const differs = contradicts({ predicted, measured }) ? '  DIFFERS' : '';
    return [
      `tried ${title}: predicted ${triAnswer(predicted)}, measured ${verdict}${differs}`,
      ...(asked.length === 0 ? [] : [`  asked ${asked.join(' ')}: ${answered.join(' ') || 'no answer'}`]),
      ...(why === null ? [] : [`  ${why}`]),
    ].map((line) => `${visible(line)}\n`);
  });
}

/** True when the measured result contradicts the prediction. An unknown on either side contradicts nothing. */
export function contradicts({ predicted, measured }: Pick<TriedFact, 'predicted' | 'measured'>): boolean {
  return typeof predicted === 'boolean' && typeof measured === 'boolean' && predicted !== measured;
}
