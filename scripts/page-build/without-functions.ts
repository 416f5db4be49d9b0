// Other bodies for named functions of a module, so that what only they led to is left out of the build.

interface FunctionNode {
  readonly type: 'FunctionDeclaration';
  readonly id: { readonly name: string };
  readonly body: { readonly start: number; readonly end: number };
}

/** `code` with `bodies` in place of those of its functions; fails where it has none of a name. */
export function withoutFunctions(
  code: string,
  program: { readonly body: readonly { readonly type: string }[] },
  bodies: ReadonlyMap<string, string>,
): string {
  const found = program.body.filter(
    (node): node is FunctionNode =>
      node.type === 'FunctionDeclaration' && bodies.has((node as FunctionNode).id.name),
  );
  const missing = [...bodies.keys()].filter((name) => !found.some(({ id }) => id.name === name));
  if (missing.length > 0) throw new Error(`no function ${missing.join(', ')}. Look what this version has.`);
  let text = code;
  for (const { id, body } of found.toReversed())
    text = `${text.slice(0, body.start)}{ ${bodies.get(id.name)} }${text.slice(body.end)}`;
  return text;
}
