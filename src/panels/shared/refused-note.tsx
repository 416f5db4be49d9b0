/** Why something was refused, beside the control that asked. */
export function RefusedNote({ reason }: { readonly reason: string | null }) {
  if (reason === null) return null;
  return (
    <p className="bh-refused" role="alert">
      {reason}
    </p>
  );
}
