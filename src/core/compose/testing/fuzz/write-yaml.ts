// For tests only: a random node written in a random hand. Everything that is legal and odd in layout is decided here:
// indentation, dashes, quotes, flow or block, comments and blank lines.

import type { ListNode, MapNode, TextNode, YamlNode } from './node.ts';
import type { Random } from './random.ts';

/** The writing style of one file; single nodes deviate from it now and then. */
export interface Hand {
  readonly random: Random;
  readonly step: number;
  readonly dash: number;
  /** The percentage of collections in flow style. */
  readonly flow: number;
  /** The percentage of lines with a comment near them. */
  readonly comments: number;
  readonly blanks: number;
  readonly quote: '' | '"' | "'";
}

const COMMENTS = [
  '# c',
  '#  two  spaces',
  '# x: y',
  '#',
  '# - item',
  '# ünïcode → “q”',
  '#!shebang {[',
  "# it's",
] as const;

/** Returns a mapping in block style at a column, each line with its line ending. */
export function writeMap(hand: Hand, node: MapNode, column: number): string {
  let lines = '';
  for (const [key, value] of node.entries) {
    lines += above(hand, column) + ' '.repeat(column) + writeEntry(hand, key, value, column);
  }
  return lines;
}

function writeEntry(hand: Hand, key: string, value: YamlNode, column: number): string {
  const name = key === '<<' ? key : writeKey(hand, key);
  const gap = hand.random.chance(5) ? ' ' : '';
  return `${name}${gap}:${writeValue(hand, value, column, column + stepOf(hand), Math.min(column + hand.dash, column + 8))}`;
}

function stepOf(hand: Hand): number {
  return hand.random.chance(6) ? 1 + hand.random.below(6) : hand.step;
}

/** Returns the text after a colon, up to the end of the value's last line. */
function writeValue(hand: Hand, node: YamlNode, column: number, inner: number, dash: number): string {
  const { random } = hand;
  switch (node.kind) {
    case 'nothing':
      return `${random.pick(['', '', '', ' ~', ' null'])}${beside(hand)}\n`;
    case 'alias':
      return ` *${node.name}${beside(hand)}\n`;
    case 'text':
      return writeText(hand, node, inner);
    case 'map':
    case 'list': {
      const anchor = node.anchor === undefined ? '' : ` &${node.anchor}`;
      const empty = node.kind === 'map' ? node.entries.length === 0 : node.items.length === 0;
      if (empty || random.chance(hand.flow))
        return `${anchor} ${writeFlow(hand, node, column)}${beside(hand)}\n`;
      const body = node.kind === 'map' ? writeMap(hand, node, inner) : writeList(hand, node, dash);
      return `${anchor}${beside(hand)}\n${body}`;
    }
  }
}

function writeList(hand: Hand, node: ListNode, column: number): string {
  const { random } = hand;
  const gap = random.chance(10) ? random.pick(['  ', '   ']) : ' ';
  let lines = '';
  for (const item of node.items) {
    lines += `${above(hand, column)}${' '.repeat(column)}-`;
    if (item.kind === 'map' && item.entries.length > 0 && !random.chance(hand.flow)) {
      const anchor = item.anchor === undefined ? '' : `&${item.anchor} `;
      const start = column + 1 + gap.length;
      if (anchor !== '') lines += `${gap}${anchor.trimEnd()}\n${writeMap(hand, item, start)}`;
      else lines += gap + writeMap({ ...hand, comments: 0, blanks: 0 }, item, start).slice(start);
      continue;
    }
    const written = writeValue({ ...hand, flow: 100 }, item, column, column + hand.step, column + hand.step);
    lines += written.startsWith('\n') ? written : gap + written.trimStart();
    if (!lines.endsWith('\n')) lines += '\n';
  }
  return lines;
}

function writeText(hand: Hand, node: TextNode, column: number): string {
  const { random } = hand;
  const long =
    !node.plain && node.text.length > 12 && /^[\x20-\x7e]+$/.test(node.text) && !/^\s/.test(node.text);
  if (long && random.chance(20)) {
    return ` ${random.pick(['|', '>', '|-', '>-'])}\n${' '.repeat(column)}${node.text}\n`;
  }
  return `${random.chance(4) ? '   ' : ' '}${quoted(hand, node)}${beside(hand)}\n`;
}

function quoted(hand: Hand, node: TextNode): string {
  const { random } = hand;
  const habit = random.chance(15) ? random.pick(['', '"', "'"] as const) : hand.quote;
  if (node.plain && (habit === '' || /^[\d.]+$|^(?:true|false)$/.test(node.text))) return node.text;
  const quote = habit === '' ? random.pick(['"', "'"] as const) : habit;
  if (quote === "'" && !/[\n\t]/.test(node.text)) return `'${node.text.replaceAll("'", "''")}'`;
  return JSON.stringify(node.text);
}

function writeKey(hand: Hand, key: string): string {
  const odd = !/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(key) || /^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key);
  if (!odd && !hand.random.chance(4)) return key;
  return hand.random.chance(50) ? JSON.stringify(key) : `'${key.replaceAll("'", "''")}'`;
}

function writeFlow(hand: Hand, node: MapNode | ListNode, column: number): string {
  const { random } = hand;
  const space = random.pick(['', '', ' ', '  ']);
  const parts: string[] =
    node.kind === 'map'
      ? node.entries.map(([key, value]) => writeFlowEntry(hand, key, value, column))
      : node.items.map((item) => writeFlowItem(hand, item, column));
  const [open, close] = node.kind === 'map' ? ['{', '}'] : ['[', ']'];
  if (parts.length === 0) return open + space + close;
  if (random.chance(8)) {
    // Over several lines, which must stand further right than the key.
    const lead = `\n${' '.repeat(column + 1 + random.below(4))}`;
    const note = random.chance(30) ? ` ${random.pick(COMMENTS)}` : '';
    const last = random.chance(50) ? ',' : '';
    return `${open}${note}${lead}${parts.join(`,${note}${lead}`)}${last}${note}\n${' '.repeat(column + 1)}${close}`;
  }
  const comma = random.pick([', ', ', ', ',', ' , ']);
  return `${open}${space}${parts.join(node.kind === 'list' ? comma : comma.replace(/,$/, ', '))}${random.chance(5) ? ',' : ''}${space}${close}`;
}

function writeFlowEntry(hand: Hand, key: string, value: YamlNode, column: number): string {
  const name = key === '<<' ? key : writeKey(hand, key);
  if (value.kind === 'nothing') return `${name}:${hand.random.pick(['', ' ~', ' null'])}`;
  return `${name}: ${writeFlowItem(hand, value, column)}`;
}

function writeFlowItem(hand: Hand, node: YamlNode, column: number): string {
  switch (node.kind) {
    case 'nothing':
      return 'null';
    case 'alias':
      return `*${node.name} `;
    case 'text':
      return quoted(hand, { ...node, plain: node.plain && !/[,[\]{}]/.test(node.text) });
    case 'map':
    case 'list':
      return `${node.anchor === undefined ? '' : `&${node.anchor} `}${writeFlow(hand, node, column)}`;
  }
}

function beside(hand: Hand): string {
  if (!hand.random.chance(hand.comments)) return hand.random.chance(3) ? '  ' : '';
  return `${hand.random.pick([' ', '  ', '\t'])}${hand.random.pick(COMMENTS)}`;
}

/** Returns the blank lines and comment lines before an entry, mostly at its column. */
function above(hand: Hand, column: number): string {
  const { random } = hand;
  let lines = random.chance(hand.blanks) ? random.pick(['\n', '\n\n', '  \n']) : '';
  if (random.chance(hand.comments)) {
    const at = random.chance(70) ? column : random.below(column + 5);
    lines += `${' '.repeat(at)}${random.pick(COMMENTS)}\n`;
    if (random.chance(20)) lines += '\n';
  }
  return lines;
}
