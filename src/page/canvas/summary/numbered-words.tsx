/** A separate number; digits within a name (`s1`, `db-2`) belong to that name. */
const number = /(?<![\w.-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w-])/;

/** The words of a part of the sentence, with its numbers marked. */
export function NumberedWords({ text }: { readonly text: string }) {
  return text.split(number).map((words, index) =>
    // Every second piece is a number.
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in their order.
    index % 2 === 1 ? <b key={index}>{words}</b> : words,
  );
}
