import { type FollowUp, type FollowUpState, PICTURES_OF_ITEM_MAX } from '@shangju/contracts';
import { localDay } from '@shangju/rules';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sayDay } from '@/features/duty/duty-words';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { streetNow } from '@/services/street-clock';
import { Choices } from '@/ui/choices';
import { DayInput } from '@/ui/day-input';
import { Field } from '@/ui/field';
import { Sheet } from '@/ui/sheet';
import { MeetingFact } from './meeting-fact';
import { UploadedPictures } from './uploaded-pictures';
import { refreshMeetings } from './use-meeting-acts';

const WHAT_MAX = 500;
const WHO_MAX = 40;

/** Notes who does what until when. */
export function AddFollowUpSheet({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const [what, setWhat] = useState('');
  const [who, setWho] = useState('');
  const [until, setUntil] = useState<string>();
  const [tried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: (day: string) =>
      send(
        'POST /v1/meetings/{meetingId}/follow-ups',
        { params: { meetingId }, body: { what: what.trim(), who: who.trim(), until: day } },
        `要办的事 · ${what.trim()}`,
      ),
    onSuccess: () => {
      notify('记下了，办好以前大家一直看得到。', 'good');
      onClose();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: refreshMeetings,
  });
  const isMissing = what.trim() === '' || who.trim() === '';
  return (
    <Sheet
      open
      question={
        isMissing || until === undefined
          ? '谁办，办什么，哪天以前？'
          : `请${who.trim()}在 ${sayDay(until, streetNow())}前办好？`
      }
      confirmText="记下"
      busy={add.isPending}
      onConfirm={() => {
        setTried(true);
        if (!isMissing && until !== undefined) add.mutate(until);
      }}
      onCancel={onClose}
    >
      <Field
        label="办什么"
        placeholder="比如：巷口加一盏灯"
        maxLength={WHAT_MAX}
        value={what}
        error={tried && what.trim() === '' ? '写上办什么' : undefined}
        onChange={setWhat}
      />
      <Field
        label="谁来办"
        placeholder="人名、店名或部门"
        maxLength={WHO_MAX}
        value={who}
        error={tried && who.trim() === '' ? '写上谁来办' : undefined}
        onChange={setWho}
      />
      <DayInput label="哪天以前" day={until} first={localDay(streetNow())} onChange={setUntil} />
      {tried && until === undefined ? <MeetingFact wrong words="选好哪天以前办好" /> : null}
    </Sheet>
  );
}

const STATES: readonly { key: FollowUpState; text: string }[] = [
  { key: 'open', text: '还在办' },
  { key: 'done', text: '办好了' },
  { key: 'dropped', text: '不办了' },
];

const CONFIRM_WORDS: Record<FollowUpState, string> = { open: '写上', done: '办好了', dropped: '不办了' };

/** Says how far it is, with pictures; done and dropped are for good. */
export function FollowUpStepSheet({ followUp, onClose }: { followUp: FollowUp; onClose: () => void }) {
  const [state, setState] = useState<FollowUpState>('open');
  const [note, setNote] = useState('');
  const [pictureIds, setPictureIds] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const step = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/follow-ups/{followUpId}/steps',
        { params: { followUpId: followUp.id }, body: { state, note: note.trim(), pictureIds } },
        `进展 · ${followUp.what}`,
      ),
    onSuccess: () => {
      notify('写上了，大家都看得到。', 'good');
      onClose();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: refreshMeetings,
  });
  return (
    <Sheet
      open
      question={`“${followUp.what}”办得怎样？`}
      {...(state === 'open' ? {} : { detail: '写了就定了，不能再改；要再办就另记一件。' })}
      confirmText={CONFIRM_WORDS[state]}
      busy={step.isPending}
      onConfirm={() => {
        setTried(true);
        if (note.trim() !== '') step.mutate();
      }}
      onCancel={onClose}
    >
      <Choices label="办得怎样" choices={STATES} selected={state} onSelect={setState} />
      <Field
        long
        label={state === 'dropped' ? '为什么不办了' : '说一句'}
        maxLength={WHAT_MAX}
        value={note}
        error={tried && note.trim() === '' ? '写一句，大家才知道' : undefined}
        onChange={setNote}
      />
      <UploadedPictures
        label="进展的照片"
        pictureIds={pictureIds}
        countMax={PICTURES_OF_ITEM_MAX}
        onChange={setPictureIds}
      />
    </Sheet>
  );
}
