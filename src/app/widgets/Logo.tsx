/** The mark: a hexagon with a pulse. */

/** Decorative; the link around it carries the name. */
export function Logo(props: { size?: number }) {
  return (
    <svg
      class="logo"
      width={props.size ?? 26}
      height={props.size ?? 26}
      viewBox="0 0 26 26"
      aria-hidden="true"
    >
      <path
        class="logo__frame"
        d="M13 2.3 22.2 7.6v10.8L13 23.7 3.8 18.4V7.6Z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.9"
        stroke-linejoin="round"
        opacity=".34"
      />
      <path
        class="logo__edge"
        d="M13 2.3 22.2 7.6v10.8"
        fill="none"
        stroke-width="2.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <path
        d="M8.3 13.2h2.5l1.6-3.9 2.3 7.2 1.5-3.3h1.6"
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
