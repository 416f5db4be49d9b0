interface RefusedNoteProps {
  /** The id for the control's `aria-describedby`. */
  readonly id?: string;
  /** The reason of the refusal; null renders nothing. */
  readonly reason: string | null;
}

/** The reason of a refusal, shown beside its control. */
export function RefusedNote({ id, reason }: RefusedNoteProps) {
  if (reason === null) return null;
  return (
    <p id={id} className="bh-notice bh-err" role="alert">
      {reason}
    </p>
  );
}
