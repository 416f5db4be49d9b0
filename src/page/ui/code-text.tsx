/** A sentence whose words between backticks are shown as code. */
export function CodeText({ text }: { readonly text: string }) {
  // Every second piece stood between two of them.
  const pieces = text.split(/`([^`]+)`/);
  return (
    <>
      {pieces.map((piece, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never move.
        at % 2 === 1 ? <code key={at}>{piece}</code> : piece,
      )}
    </>
  );
}
