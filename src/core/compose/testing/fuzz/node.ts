// For tests only: what a random file says, before anything is decided about how it is written.

/** A text, number or boolean as it is written in the file; `plain` ones need no quotes. */
export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
  readonly plain: boolean;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly (readonly [string, YamlNode])[];
  readonly anchor?: string;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly anchor?: string;
}

export interface AliasNode {
  readonly kind: 'alias';
  readonly name: string;
}

/** An absent value behind a key. */
export interface NothingNode {
  readonly kind: 'nothing';
}

export type YamlNode = TextNode | MapNode | ListNode | AliasNode | NothingNode;

/** Returns a text node, quoted when necessary. */
export function text(value: string): TextNode {
  const plain = /^[A-Za-z_./$][^\s:#,[\]{}&*!|>'"%@`]*$/.test(value);
  return {
    kind: 'text',
    text: value,
    plain: plain && !/^(?:y|n|yes|no|on|off|true|false|null|~)$/i.test(value),
  };
}

/** Returns a node for a number, a boolean, or another word that needs no quotes. */
export function word(value: string): TextNode {
  return { kind: 'text', text: value, plain: true };
}

export function map(entries: readonly (readonly [string, YamlNode])[]): MapNode {
  return { kind: 'map', entries };
}

export function list(items: readonly YamlNode[]): ListNode {
  return { kind: 'list', items };
}

export function alias(name: string): AliasNode {
  return { kind: 'alias', name };
}

export const nothing: NothingNode = { kind: 'nothing' };
