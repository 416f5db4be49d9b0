/**
 * Where React Flow looks for a node's handles when it has seen the node's size: without an element of these classes it
 * forgets the declared handles, and with them every edge. The lines themselves come with the picture.
 */
export function EdgeEnd() {
  return <i className="bh-end source target" data-handlepos="right" aria-hidden="true" />;
}
