// What an alias stands for: the last anchor of its name above it. The library walks the whole document for each alias; here that
// is done once for each document.

import { type Alias, isAlias, type Node, visit } from 'yaml';
import type { YamlDocument } from './parse-yaml.ts';

/** A document is parsed, looked at and thrown away: nobody changes its nodes. */
const targets = new WeakMap<YamlDocument, ReadonlyMap<Alias, Node>>();

/** The node behind an alias; undefined where no such anchor stands above it. */
export function resolveAlias(document: YamlDocument, alias: Alias): Node | undefined {
  const known = targets.get(document) ?? findTargets(document);
  targets.set(document, known);
  return known.get(alias);
}

function findTargets(document: YamlDocument): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) found.set(node, target);
      } else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return found;
}
