/** Whom a server talks to: one row per peer and direction, with what travels between them. */
import type { Fleet, Link } from '../../../core/domain/fleet.ts';
import { linkRates, sampleOf, type Values } from './flow.ts';

/** `in`: the peer calls the server; `out`: the server calls the peer. */
export interface Peer {
  readonly server: number;
  readonly direction: 'in' | 'out';
  readonly kind: Link['kind'];
  /** Requests per second on the link; NaN for links that carry none. */
  readonly rate: number;
  /** The peer's own p95, seconds; NaN when it has none. */
  readonly p95: number;
}

/** Peers of a server: callers, then callees, then what runs beside; the busiest first. */
export function peersOf(fleet: Fleet, values: Values, server: number): readonly Peer[] {
  const rates = linkRates(fleet, values);
  const peers: Peer[] = [];
  fleet.links.forEach((link, i) => {
    if (link.from !== server && link.to !== server) return;
    const direction = link.to === server ? 'in' : 'out';
    const peer = direction === 'in' ? link.from : link.to;
    peers.push({
      server: peer,
      direction,
      kind: link.kind,
      rate: rates[i],
      p95: sampleOf(fleet, values, 'latency_p95', peer),
    });
  });
  return peers.sort(
    (a, b) => group(a) - group(b) || (b.rate || 0) - (a.rate || 0) || a.server - b.server,
  );
}

function group(peer: Peer): number {
  return peer.kind !== 'call' ? (peer.kind === 'watch' ? 3 : 2) : peer.direction === 'in' ? 0 : 1;
}
