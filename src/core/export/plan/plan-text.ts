// `plan` for a terminal: what becomes of services and networks, what is lost, and the commands that lead to the file.

import { nameList } from '../../compose/name-list.ts';
import { plural } from '../../compose/numbers.ts';
import { commandSentences, planSentences } from '../../plan/plan-sentences.ts';
import type { ContainerOutcome, UpPlan } from '../../plan/up-plan.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';

/** Maximum number of unchanged items to list; more are counted. */
const maxLeft = 6;

function isLeftAlone(fates: ReadonlyMap<ContainerOutcome, number>): boolean {
  return fates.size === 1 && fates.has('left');
}

/** Yields the plan in lines, each with its line feed. */
export function* planLines(plan: UpPlan): Generator<string> {
  const width = Math.max(
    0,
    ...[...plan.services.keys(), ...plan.networks.keys()].map((name) => visible(name).length),
  );
  const isLeft = (name: string): boolean => plan.networks.get(name) === 'left';
  const left = [...plan.services].filter(([, fates]) => isLeftAlone(fates)).map(([name]) => name);
  const leftNetworks = [...plan.networks.keys()].filter(isLeft);
  const counts = left.length + leftNetworks.length > maxLeft;
  for (const [name, fates] of plan.services) {
    if (counts && isLeftAlone(fates)) continue;
    const single = [...fates.values()].reduce((sum, number) => sum + number, 0) === 1;
    const words = [...fates].map(([fate, number]) => (single ? fate : `${number} ${fate}`));
    yield `${visibleStart(name).padEnd(width)}  ${words.join(', ')}\n`;
  }
  for (const [key, fate] of plan.networks)
    if (!(counts && isLeft(key)))
      yield `${visibleStart(key).padEnd(width)}  network ${fate.replace('-', ' ')}\n`;
  if (counts)
    yield `left: ${nameList([
      ...(left.length > 0 ? [plural(left.length, 'service')] : []),
      ...(leftNetworks.length > 0 ? [plural(leftNetworks.length, 'network')] : []),
    ])}\n`;
  for (const sentence of planSentences(plan)) yield `${visibleStart(sentence)}\n`;
  if (plan.leftOver.length > 0) yield `left over: ${visible(nameList(plan.leftOver))}\n`;
  for (const sentence of commandSentences(plan)) yield `${visibleStart(sentence)}\n`;
  for (const command of plan.commands) yield `$ ${visible(command)}\n`;
}
