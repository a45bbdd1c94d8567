/** A server's name in the first column that chooses whose detail is shown beside the table. */

/** @param props.label the accessible name: what choosing it shows */
export function Pick(props: {
  server: string;
  isPicked: boolean;
  label: string;
  onPick: (server: string) => void;
}) {
  return (
    <button
      type="button"
      class="insight-pick"
      aria-pressed={props.isPicked}
      aria-label={props.label}
      onClick={() => props.onPick(props.server)}
    >
      <span class="mono">{props.server}</span>
    </button>
  );
}
