/** Icon of every screen, for rail, tab bar and the More sheet. */
import {
  Activity,
  Bell,
  Box,
  Database,
  Gauge,
  LayoutDashboard,
  type LucideIcon,
  MessageCirclePlus,
  Server,
  SlidersHorizontal,
  Waypoints,
} from 'lucide-solid';
import type { ViewId } from './views/view-ids.ts';

/** One icon per screen; the compiler asks for a new screen's. */
export const NAV_ICONS = {
  overview: LayoutDashboard,
  servers: Server,
  server: Server,
  topology: Waypoints,
  racks: Box,
  alerts: Bell,
  assistant: MessageCirclePlus,
  sources: Database,
  settings: SlidersHorizontal,
  status: Activity,
  quality: Gauge,
} as const satisfies Record<ViewId, LucideIcon>;
