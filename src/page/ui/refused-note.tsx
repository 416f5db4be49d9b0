interface RefusedNoteProps {
  /** For `aria-describedby` of the control. */
  readonly id?: string;
  /** Null where nothing was refused. */
  readonly reason: string | null;
}

/** Why something was refused, beside the control that it was requested with. */
export function RefusedNote({ id, reason }: RefusedNoteProps) {
  if (reason === null) return null;
  return (
    <p id={id} className="bh-notice bh-err" role="alert">
      {reason}
    </p>
  );
}
