import { useMutation } from '@tanstack/react-query';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { setReading, updatePerson, useSession, useSignedIn } from '@/services/session';
import { Card } from '@/ui/card';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';

/** Larger letters and targets: at once on this phone, and with the person wherever they sign in. */
export function ReadingCard() {
  const signedIn = useSignedIn();
  const elderMode = useSession((session) => session.elderMode);
  const textScale = useSession((session) => session.textScale);
  const remember = useMutation({
    mutationFn: (reading: { elderMode?: boolean; textScale?: number }) =>
      api.call('PATCH /v1/me', { body: reading }),
    onSuccess: updatePerson,
    onError: (failure) => notify(`${failureWords(failure)}这部手机上已经改好了。`),
  });
  const set = (reading: { elderMode?: boolean; textScale?: number }) => {
    setReading(reading);
    if (signedIn) remember.mutate(reading);
  };
  return (
    <Card flush>
      <Switch
        label="大字模式"
        detail="字更大，按钮更大"
        on={elderMode}
        onChange={(on) => set({ elderMode: on })}
      />
      {elderMode ? (
        <Stepper
          label="字的大小"
          value={textScale}
          min={1.2}
          max={1.8}
          step={0.2}
          say={(scale) => `${Math.round(scale * 100)}%`}
          onChange={(scale) => set({ textScale: scale })}
        />
      ) : null}
    </Card>
  );
}
