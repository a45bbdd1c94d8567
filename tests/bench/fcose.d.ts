/** Types of the peer that ships none. */
declare module 'cytoscape-fcose' {
  const register: (use: unknown) => void;
  export default register;
}
