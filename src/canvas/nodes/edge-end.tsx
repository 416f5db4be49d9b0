/**
 * An element in which React Flow looks for a node's handles once it knows the node's size: without it React Flow forgets the declared
 * handles, and with them every edge. The lines themselves are drawn from the layout.
 */
export function EdgeEnd() {
  return <i className="bh-end source target" data-handlepos="right" aria-hidden="true" />;
}
