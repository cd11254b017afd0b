import type { ProblemSummary, Redemption, ScanResult } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';

/** What staff can do with what they scanned: fulfil a voucher, or read why not. */
export type VoucherCheck =
  | { can: 'fulfil'; redemption: Redemption }
  | { can: 'nothing'; title: string; why: string; redemption: Redemption | undefined };

/** Reads a scan with the eyes of the shop's counter. */
export function voucherCheck(scanned: ScanResult, merchantId: string, now: Date): VoucherCheck {
  if (scanned.kind !== 'voucher' || scanned.redemption === null) {
    return {
      can: 'nothing',
      title: '这不是兑换券',
      why: '这是店里的码。请客人打开“我的兑换”，亮出券上的码再扫。',
      redemption: undefined,
    };
  }
  const { redemption, actions } = scanned;
  if (redemption.merchantId !== merchantId) {
    return {
      can: 'nothing',
      title: '不是这家店的券',
      why: `这张券是“${redemption.merchantName}”的，请在那家店核销。`,
      redemption,
    };
  }
  const fulfil = actions.find(({ act }) => act === 'fulfil');
  if (fulfil && fulfil.refusal === null) return { can: 'fulfil', redemption };
  return fulfil?.refusal
    ? { can: 'nothing', ...refused(fulfil.refusal, redemption, now), redemption }
    : {
        can: 'nothing',
        title: '这是您自己的券',
        why: '自己的券要请店里另一位同事核销。',
        redemption,
      };
}

function refused({ code, detail }: ProblemSummary, { status, endedAt }: Redemption, now: Date) {
  const when = endedAt === null ? '' : sayInstant(new Date(endedAt), now);
  switch (code === 'redemption-ended' ? status : code) {
    case 'fulfilled':
      return { title: '这张券用过了', why: `${when} 已经核销过，不能再用。` };
    case 'cancelled':
      return { title: '这张券取消了', why: `客人 ${when} 取消了它，积分已退回。要用的话，请客人重新兑换。` };
    case 'lapsed':
    case 'voucher-expired':
      return { title: '这张券过期了', why: '积分已退回给客人。要用的话，请客人重新兑换。' };
    default:
      return { title: '这张券现在不能核销', why: detail };
  }
}
