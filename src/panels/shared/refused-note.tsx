/** Why something was refused, beside the control that asked. */
export function RefusedNote({ reason }: { readonly reason: string | null }) {
  if (reason === null) return null;
  return (
    <p className="bh-refused" role="alert">
      {reason}
    </p>
  );
}

/** Marks what was typed into a form and not added. */
export function NotAdded() {
  return <p className="bh-not-added">Not added yet: Enter adds it, Escape empties it.</p>;
}
