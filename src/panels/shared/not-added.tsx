/** Marks what was typed into a form and not added. */
export function NotAdded() {
  return <p className="bh-not-added">Not added yet: Enter adds it, Escape empties it.</p>;
}
