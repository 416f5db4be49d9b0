// What a plan says, in sentences: the one wording for the command line, the page, findings and comments.

import { nameList } from '../compose/name-list.ts';
import { isDeadNamespace, type LostSetting, type StackDifference, type StackOrigin } from '../host/host.ts';
import type { UpPlan } from './up-plan.ts';
import { networksWith, servicesWith } from './up-plan.ts';

/** Returns the sentences of a plan, the most severe first; none when `up` changes nothing. */
export function planSentences(plan: UpPlan): readonly string[] {
  const sentences = plan.failures.map(({ text }) => text);
  if (plan.exit === 1) {
    const stopped = servicesWith(plan, 'stopped');
    if (stopped.length > 0) sentences.push(`${nameList(stopped)} ${verb(stopped, 'stays', 'stay')} down.`);
  }
  if (plan.replacedProject !== null)
    sentences.push(
      `\`up\` starts a second project: ${plan.replacedProject} keeps running until it is taken down.`,
    );
  const anew = networksWith(plan, 'made-anew');
  const loses = [...plan.lost.keys()].filter((name) => servicesWith(plan, 'restarted').includes(name));
  if (anew.length > 0) {
    const makes = `\`up\` recreates ${nameList(anew)}`;
    sentences.push(
      loses.length > 0 ? `${makes}; ${losesNamesText(loses)} on ${verb(anew, 'it', 'them')}.` : `${makes}.`,
    );
  } else if (loses.length > 0) {
    sentences.push(`${losesNamesText(loses)}.`);
  }
  for (const [name, lost] of plan.lost) {
    const more = lost.filter(({ what }) => what !== 'name');
    if (more.length > 0 && loses.includes(name))
      sentences.push(`${name} also loses ${nameList(more.map(lostText))}.`);
  }
  if (plan.disconnected.length > 0) sentences.push(disconnectedSentence(plan.disconnected));
  if (plan.dead.length > 0) sentences.push(`${deadNamespaceText(plan.dead)}.`);
  if (plan.unchanged.length > 0) {
    sentences.push(`\`up\` leaves ${nameList(plan.unchanged)} unchanged, although the file differs.`);
  }
  const inTheWay = plan.failures.flatMap(({ kind, who }) => (kind === 'profile' ? who : []));
  const asleep = plan.inactive.filter((name) => !inTheWay.includes(name));
  if (asleep.length > 0)
    sentences.push(
      `${nameList(asleep)} ${verb(asleep, 'is', 'are')} behind a profile that is not active, and ${verb(asleep, 'keeps', 'keep')} running: \`up\` does not touch ${verb(asleep, 'it', 'them')}.`,
    );
  const guests = plan.foreignContainers.map(({ name }) => name);
  if (guests.length > 0 && plan.failures.every(({ kind }) => kind !== 'guest'))
    sentences.push(
      `${nameList([...new Set(guests)])} of another stack ${verb(guests, 'uses', 'use')} a network that changes.`,
    );
  return sentences;
}

/** Returns the effects of `up` in short phrases for display beside an edit, the most severe first; none when `up` changes nothing. */
export function planEffects(plan: UpPlan): readonly string[] {
  const list = (words: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`${words} ${nameList(names)}`];
  return [
    ...planSentences(plan),
    ...list('creates', servicesWith(plan, 'created')),
    ...list('recreates', servicesWith(plan, 'recreated')),
    ...list('left over:', [...plan.orphans, ...plan.leftOver.map((name) => `network ${name}`)]),
  ];
}

/** Returns a clause about services that a recreated network restarts, such as `b restarts and loses its aliases`. */
export function losesNamesText(names: readonly string[]): string {
  return `${nameList(names)} ${verb(names, 'restarts and loses its aliases', 'restart and lose their aliases')}`;
}

const deadNamespace = 'in a dead network namespace';

/** Returns a clause about services in a dead namespace, such as `b stays in a dead network namespace`. */
export function deadNamespaceText(names: readonly string[]): string {
  return `${nameList(names)} ${verb(names, 'stays', 'stay')} ${deadNamespace}`;
}

/** Returns a sentence about containers of other stacks that are left in a dead namespace. */
export function disconnectedSentence(guests: readonly string[]): string {
  return `${nameList(guests)} of another stack ${verb(guests, 'stays', 'stay')} ${deadNamespace}.`;
}

/** Returns one sentence about the effects of a plan's commands beyond plain `up`; none when there are no further effects. */
export function commandSentences({ commandEffects }: Pick<UpPlan, 'commandEffects'>): readonly string[] {
  const { recreated, removed, interrupted, ended, disconnected } = commandEffects;
  const parts = [
    ...(recreated.length > 0 ? [`recreate ${nameList(recreated)}`] : []),
    ...(removed.length > 0 ? [`remove ${nameList(removed)}`] : []),
    ...(interrupted.length > 0 ? [`stop and start ${nameList(interrupted)} of another stack`] : []),
    ...(ended.length > 0
      ? [`stop ${nameList(ended)} of another stack, whose files name a network that is removed,`]
      : []),
    ...(disconnected.length > 0
      ? [`leave ${nameList(disconnected)}, created by hand, ${deadNamespace}`]
      : []),
  ];
  return parts.length === 0 ? [] : [`Unlike \`up\` alone, the commands ${parts.join(' and ')}.`];
}

/**
 * Returns a difference between the running stack and the drawn one, in words; lost settings and dead namespaces are worded as in the plan
 * of `up`.
 */
export function driftText(difference: StackDifference, from: StackOrigin): string {
  const { fact, files, running, lost, at } = difference;
  const service = String(at[1] ?? '');
  if (lost) return `${service} lost its ${lostText(lost)}`;
  if (isDeadNamespace(difference)) return deadNamespaceText([service]);
  return `${fact}: ${from === 'both' ? 'files' : 'drawn as'} ${files}, runs ${running}`;
}

/** Returns a lost setting in words, such as `alias db on back`. */
function lostText({ what, value, network }: LostSetting): string {
  const words = {
    name: 'name',
    alias: 'alias',
    address: 'address',
    gw_priority: 'gw_priority',
    interface_name: 'interface name',
    mac: 'MAC address',
  };
  return `${words[what]} ${value} on ${network}`;
}

function verb(names: readonly string[], single: string, several: string): string {
  return new Set(names).size === 1 ? single : several;
}
