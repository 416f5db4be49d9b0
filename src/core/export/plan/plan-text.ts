// `plan` for a terminal: what becomes of services and networks, what is lost, and the commands that lead to the file.

import { nameList } from '../../compose/name-list.ts';
import { commandSentences, planSentences } from '../../plan/plan-sentences.ts';
import type { UpPlan } from '../../plan/up-plan.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';

/** The lines, each with its line feed. */
export function* planLines(plan: UpPlan): Generator<string> {
  const width = Math.max(
    0,
    ...[...plan.services.keys(), ...plan.networks.keys()].map((name) => visible(name).length),
  );
  for (const [name, fates] of plan.services) {
    const single = [...fates.values()].reduce((sum, number) => sum + number, 0) === 1;
    const words = [...fates].map(([fate, number]) => (single ? fate : `${number} ${fate}`));
    yield `${visibleStart(name).padEnd(width)}  ${words.join(', ')}\n`;
  }
  for (const [key, fate] of plan.networks)
    yield `${visibleStart(key).padEnd(width)}  network ${fate.replace('-', ' ')}\n`;
  for (const sentence of planSentences(plan)) yield `${visibleStart(sentence)}\n`;
  if (plan.leftOver.length > 0) yield `left over: ${visible(nameList(plan.leftOver))}\n`;
  for (const sentence of commandSentences(plan)) yield `${visibleStart(sentence)}\n`;
  for (const command of plan.commands) yield `$ ${visible(command)}\n`;
}
