import { cutMiddle } from '../../core/layout/cards/short-names.ts';

const tailLetters = 6;
/** The number of letters that fit on two lines of a smaller card. */
const twoLines = 26;

interface ShortNameProps {
  readonly name: string;
  readonly full: string;
  readonly lines: 1 | 2;
}

/**
 * A name that is shortened in its middle where it is too long, so that names that differ at either end still differ: the end keeps its
 * letters, and the part before it is cut. With two lines it breaks after a separator.
 */
export function ShortName({ name, full, lines }: ShortNameProps) {
  const parts = cutMiddle(name, twoLines).split(/(?<=[-_.…])/);
  if (lines === 2 && parts.length > 1 && name.length > 9) {
    return (
      <b className="bh-two-lines" title={full}>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name, in their order.
          <span key={index}>{part}</span>
        ))}
      </b>
    );
  }
  if (name.length <= 2 * tailLetters) return <b title={full}>{name}</b>;
  return (
    <b className="bh-cut" title={full}>
      <span>{name.slice(0, -tailLetters)}</span>
      <span>{name.slice(-tailLetters)}</span>
    </b>
  );
}
