// What there is to know of an item of `ports`, as Markdown.

import type { Analysis } from '../../analysis/analyze.ts';
import { reachedWords } from '../../analysis/reach/reach-lists.ts';
import type { Published } from '../../analysis/reach/reach-model.ts';
import { codeSpan, escapedProse } from '../../export/markdown-text.ts';

function line({ hostIp, hostPort, containerPort, protocol, reachableFrom }: Published): string {
  const ip = hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  const host = `${ip}:${hostPort === '' ? 'any port' : hostPort}`;
  return `- ${codeSpan(host)} → ${codeSpan(`${containerPort}/${protocol}`)}: ${reachedWords[reachableFrom]}`;
}

const most = 8;

/** Where an item of `ports` of a service answers; nothing where there is no such item. */
export function portHover({ topology, reach }: Analysis, service: string, index: number): string | null {
  const item = topology.services.get(service)?.ports.find((port) => port.index === index);
  if (!item) return null;
  const title = `**Port ${codeSpan(item.raw)}** of ${codeSpan(service)}`;
  const facts = reach.facts.get(service);
  if (!facts) return `${title}\n\nNot active: nothing is published.`;
  const unread = facts.unreadPorts.find((port) => port.service === service && port.index === index);
  if (unread) return `${title}\n\n- ${reachedWords[unread.reachableFrom]}: a variable in it has no value`;
  if (item.problem !== null) return `${title}\n\nCannot be read: ${escapedProse(item.problem)}`;
  const own = facts.published.filter((port) => port.service === service && port.index === index);
  if (own.length === 0) return `${title}\n\nNot published: the service has no network namespace of its own.`;
  const more = own.length > most ? [`- and ${own.length - most} more`] : [];
  return [title, '', ...own.slice(0, most).map(line), ...more].join('\n');
}
