/** What the rules about real hosts say: summary and description in both languages. */
import type { RuleTexts } from '../domain/rule-parts.ts';
import { ON, SHARE, say } from './rule-words.ts';

const COUNT = '{{ $value }}';

/** Texts by rule id. */
export const HOST_TEXTS: Readonly<Record<string, RuleTexts>> = {
  NodeSystemSaturation: say(
    [
      `${ON} has more work than its cores can take.`,
      `The load of ${ON} has been above 2 per core for 15 minutes, is {{ $value | printf "%.2f" }}.`,
    ],
    [
      `${ON} 작업량이 코어가 감당할 수 있는 양을 넘습니다.`,
      `${ON} 코어당 부하가 15분 넘게 2를 웃돕니다. 지금은 {{ $value | printf "%.2f" }}입니다.`,
    ],
  ),
  NodeFilesystemAlmostOutOfFiles: say(
    [
      `A file system of ${ON} is almost out of inodes.`,
      `The fullest file system of ${ON} has used ${SHARE} of the files it can hold.`,
    ],
    [
      `${ON} 파일 시스템의 아이노드가 거의 없습니다.`,
      `${ON}에서 가장 많이 찬 파일 시스템의 아이노드 사용률이 ${SHARE}입니다.`,
    ],
  ),
  NodeNetworkReceiveErrs: say(
    [
      `A network interface of ${ON} receives broken packets.`,
      `${SHARE} of the packets an interface of ${ON} receives have errors. Suspect cable, port or driver.`,
    ],
    [
      `${ON} 네트워크 인터페이스가 깨진 패킷을 받습니다.`,
      `${ON} 인터페이스가 받는 패킷의 ${SHARE}에 오류가 있습니다. 케이블, 포트, 드라이버를 의심하십시오.`,
    ],
  ),
  NodeNetworkTransmitErrs: say(
    [
      `A network interface of ${ON} fails to send packets.`,
      `${SHARE} of the packets an interface of ${ON} sends have errors. Suspect cable, port or driver.`,
    ],
    [
      `${ON} 네트워크 인터페이스가 패킷을 제대로 보내지 못합니다.`,
      `${ON} 인터페이스가 보내는 패킷의 ${SHARE}에 오류가 있습니다. 케이블, 포트, 드라이버를 의심하십시오.`,
    ],
  ),
  NodeHighNumberConntrackEntriesUsed: say(
    [
      `The connection table of ${ON} is filling up.`,
      `${SHARE} of the connections ${ON} can track are in use; when the table is full, new ones are dropped.`,
    ],
    [
      `${ON} 연결 추적 테이블이 차고 있습니다.`,
      `${ON} 연결 추적 테이블의 ${SHARE}가 쓰이고 있습니다. 가득 차면 새 연결이 끊깁니다.`,
    ],
  ),
  NodeFileDescriptorLimit: say(
    [
      `${ON} is running out of file descriptors.`,
      `${SHARE} of the file descriptors of ${ON} are in use.`,
    ],
    [
      `${ON} 파일 디스크립터가 부족해지고 있습니다.`,
      `${ON} 파일 디스크립터 사용률이 ${SHARE}입니다.`,
    ],
  ),
  NodeClockSkewDetected: say(
    [
      `The clock of ${ON} is off.`,
      `The clock of ${ON} is {{ $value | humanizeDuration }} away from its reference. Check NTP.`,
    ],
    [
      `${ON} 시계가 어긋났습니다.`,
      `${ON} 시계가 기준에서 {{ $value | humanizeDuration }} 벗어났습니다. NTP를 확인하십시오.`,
    ],
  ),
  NodeRAIDDegraded: say(
    [
      `A RAID array of ${ON} is degraded.`,
      `${COUNT} disk(s) of the RAID arrays of ${ON} are missing. One more may lose data: replace them.`,
    ],
    [
      `${ON} RAID 배열이 저하 상태입니다.`,
      `${ON} RAID 배열에서 빠진 디스크가 ${COUNT}개입니다. 더 빠지면 데이터를 잃을 수 있으니 교체하십시오.`,
    ],
  ),
  NodeRAIDDiskFailure: say(
    [
      `A disk in a RAID array of ${ON} has failed.`,
      `${COUNT} disk(s) in the RAID arrays of ${ON} have failed.`,
    ],
    [
      `${ON} RAID 배열의 디스크가 고장 났습니다.`,
      `${ON} RAID 배열에서 고장 난 디스크가 ${COUNT}개입니다.`,
    ],
  ),
  NodeSystemdServiceFailed: say(
    [
      `A service of ${ON} has failed.`,
      `${COUNT} systemd unit(s) of ${ON} are in the state failed.`,
    ],
    [`${ON} 서비스가 실패했습니다.`, `${ON}에서 실패 상태인 systemd 유닛이 ${COUNT}개입니다.`],
  ),
};
