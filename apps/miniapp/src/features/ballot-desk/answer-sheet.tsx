import { type QueryKey, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { type SendKey, type SendOptions, send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { Field } from '@/ui/field';
import { Sheet } from '@/ui/sheet';

type AnswerKey = 'POST /v1/objections/{objectionId}/answer' | 'POST /v1/questions/{questionId}/answer';

/** An answer that everybody can read, to what somebody asked or objected to. */
export function AnswerSheet<K extends AnswerKey & SendKey>({
  endpoint,
  options,
  question,
  asked,
  maxLength,
  refresh,
  onClose,
}: {
  endpoint: K;
  options: (text: string) => SendOptions<K>;
  question: string;
  /** What is answered, in their words. */
  asked: string;
  maxLength: number;
  /** What has to be read anew then. */
  refresh: QueryKey;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const answer = useMutation({
    mutationFn: (said: string) => send(endpoint, options(said), question),
    onSuccess: () => {
      notify('答复好了，大家都看得到。', 'good');
      onClose();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: refresh }),
  });
  const said = text.trim();
  return (
    <Sheet
      open
      question={question}
      detail={`“${asked}”`}
      confirmText="答复"
      busy={answer.isPending}
      onConfirm={() => {
        setTried(true);
        if (said !== '') answer.mutate(said);
      }}
      onCancel={onClose}
    >
      <Field
        long
        label="您的答复"
        hint="大家都看得到。"
        maxLength={maxLength}
        value={text}
        error={tried && said === '' ? '先写答复' : undefined}
        onChange={setText}
      />
    </Sheet>
  );
}
