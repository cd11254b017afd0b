import type { RedemptionStatus } from '@shangju/contracts';
import type { IconName } from '@/ui/icon';
import { Tag, type TagTone } from '@/ui/tag';

const WORDS: Record<RedemptionStatus, { tone: TagTone; text: string; icon?: IconName }> = {
  held: { tone: 'amber', text: '等您到店' },
  fulfilled: { tone: 'green', text: '已兑换' },
  cancelled: { tone: 'blue', text: '已取消', icon: 'history' },
  lapsed: { tone: 'blue', text: '过期退回', icon: 'history' },
};

/** How it stands with a redemption, in a word. */
export function RedemptionTag({ status }: { status: RedemptionStatus }) {
  return <Tag {...WORDS[status]} />;
}
