// What a change does to connections, in words for standard error.

import {
  type ConnectivityDiff,
  overFamily,
  type PairChange,
  type WayChange,
} from '../../core/analysis/diff/diff-connectivity.ts';
import { wayWords } from '../../core/export/diff/diff-text.ts';

const wayText = (way: WayChange): string => wayWords(way, (name) => name);

function pairText(change: PairChange): string {
  return `${bareText(change)}${overFamily(change)}`;
}

function bareText({ from, to, kind }: PairChange): string {
  switch (kind) {
    case 'direct':
      return `${from} reaches ${to}`;
    case 'host':
      return `${from} reaches ${to} through a published port`;
    case 'name':
      return `${from} resolves the name ${to}`;
  }
}

/** One line per change, opened ones first with `+`, closed ones with `-`; then the count. */
export function formatDelta(delta: ConnectivityDiff): readonly string[] {
  const opened = [...delta.opened.map(pairText), ...delta.waysOpened.map(wayText)];
  const closed = [...delta.closed.map(pairText), ...delta.waysClosed.map(wayText)];
  const services = [
    ...delta.servicesAdded.map((name) => `service ${name} is new`),
    ...delta.servicesRemoved.map((name) => `service ${name} is gone`),
  ];
  if (opened.length + closed.length + services.length === 0) return ['no connection opened or closed'];
  return [
    ...services,
    ...opened.map((text) => `+ ${text}`),
    ...closed.map((text) => `- ${text}`),
    `${opened.length} opened, ${closed.length} closed`,
  ];
}
