/** A host name in the fixed-width face, never translated, never broken. */

/** @param props.name host name; cut with an ellipsis where space is short */
export function Host(props: { name: string }) {
  return (
    <span class="host mono" translate="no">
      {props.name}
    </span>
  );
}
