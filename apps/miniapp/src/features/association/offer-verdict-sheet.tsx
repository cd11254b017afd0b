import type { Offer } from '@shangju/contracts';
import { useState } from 'react';
import { offerSentence } from '@/features/offer-desk/offer-words';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { streetNow } from '@/services/street-clock';
import { Sheet } from '@/ui/sheet';
import { ReasonInput } from './reason-input';
import { useOfferVerdict, type VerdictAct } from './use-offer-verdict';

/** The one question before a verdict; what is handed back or taken down needs a reason. */
export function OfferVerdictSheet({
  associationId,
  asked,
  onDone,
}: {
  associationId: string;
  asked: { offer: Offer; act: VerdictAct } | undefined;
  onDone: () => void;
}) {
  const [reason, setReason] = useState('');
  const [isReasonMissing, setReasonMissing] = useState(false);
  const verdict = useOfferVerdict(associationId);
  if (!asked) return null;
  const { offer, act } = asked;
  const { question, detail, confirmText, done, reasons } = WORDS[act];
  const confirm = () => {
    if (act !== 'approve' && reason.trim() === '') return setReasonMissing(true);
    verdict.mutate(
      { offer, act, reason: reason.trim() },
      {
        onSuccess: () => notify(`${done}：${offer.title}`, 'good'),
        onError: (failure) => notify(failureWords(failure), 'alarm'),
        onSettled: onDone,
      },
    );
  };
  return (
    <Sheet
      open
      question={`${question} ${offer.title}？`}
      detail={act === 'approve' ? offerSentence(offer, streetNow()) : detail}
      confirmText={confirmText}
      busy={verdict.isPending}
      onConfirm={confirm}
      onCancel={onDone}
    >
      {act === 'approve' ? null : (
        <ReasonInput
          label="告诉商户为什么"
          readyMade={reasons}
          reason={reason}
          onChange={setReason}
          error={isReasonMissing && reason.trim() === '' ? '选一句或写一句，商户才知道怎么改' : undefined}
        />
      )}
    </Sheet>
  );
}

interface VerdictWords {
  question: string;
  detail: string;
  confirmText: string;
  done: string;
  reasons: readonly string[];
}

const WORDS: Record<VerdictAct, VerdictWords> = {
  approve: { question: '通过', detail: '', confirmText: '通过', done: '已通过', reasons: [] },
  reject: {
    question: '退回',
    detail: '商户看得到您写的话，改好后会再提交。',
    confirmText: '退回',
    done: '已退回',
    reasons: [
      '写清楚限制和能用的时间',
      '积分定得偏高，请降一点',
      '每人次数放得太多，请限一限',
      '和店里另一个项目重复了',
    ],
  },
  withdraw: {
    question: '下架',
    detail: '居民不能再换它，已经换到的券照样能用。',
    confirmText: '下架',
    done: '已下架',
    reasons: ['居民反映没有兑现', '活动结束了', '内容和店里实际不符'],
  },
};
