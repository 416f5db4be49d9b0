/** The words of a part of the sentence, its numbers marked. */
export function NumberedWords({ text }: { readonly text: string }) {
  return text.split(/(\d[\d,]*)/).map((words, index) =>
    // Every second piece is a number.
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in their order.
    index % 2 === 1 ? <b key={index}>{words}</b> : words,
  );
}
