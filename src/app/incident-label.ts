/** How an incident's id is written for people. */

/** `INC-3FA2C1` for `inc-3fa2c1`: as people type and say it; links and actions keep the id itself. */
export function incidentLabel(id: string): string {
  return id.toUpperCase();
}
