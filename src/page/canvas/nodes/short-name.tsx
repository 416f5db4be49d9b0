import type { CardText } from '../../../core/picture/card-text.ts';

interface Props {
  readonly text: Pick<CardText, 'name' | 'isTight'>;
  readonly full: string;
}

/** The name of a card in the lines that it has room for; `full` is the whole name, which the text of the card holds even where it is cut. */
export function ShortName({ text: { name, isTight }, full }: Props) {
  const isCut = name.some((line) => line.includes('…'));
  return (
    <>
      <b
        className={isTight ? 'bh-tight' : ''}
        title={full}
        {...(isCut ? { 'data-cut': '', 'aria-hidden': true } : {})}
      >
        {name.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one name, in their order.
          <span key={index}>{line}</span>
        ))}
      </b>
      {isCut && <span className="bh-visually-hidden">{full}</span>}
    </>
  );
}
