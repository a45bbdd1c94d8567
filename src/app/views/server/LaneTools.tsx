/** What can be done with the lanes besides reading them: another stretch of time, and files. Loaded after the lines. */
import TimeZoom from '../../widgets/TimeZoom.tsx';
import LanesExport from './LanesExport.tsx';

/** @param props.host element around the charts */
export default function LaneTools(
  props: Parameters<typeof LanesExport>[0] & { host: HTMLElement | undefined },
) {
  return (
    <>
      <TimeZoom host={props.host} window={props.window} />
      <LanesExport server={props.server} lanes={props.lanes} window={props.window} />
    </>
  );
}
