import type { Ballot, BallotResult } from '@shangju/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { HAND_OVER_WORDS, handOverFile } from '@/services/hand-over-file';
import { notify } from '@/services/notices';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import './check-it-yourself.scss';
import { groupsOf } from './receipt-code';

/** How anybody recounts it: the bundle, the program, and what to compare with the wall. */
export function CheckItYourself({ ballot, result }: { ballot: Ballot; result: BallotResult }) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return <Button icon="settings" text="自己重新数一遍" onTap={() => setOpen(true)} />;
  }
  return (
    <Section title="自己重新数一遍">
      <Card>
        <View>
          不用信我们：下面的票包里有规则、名册、全部的票和签名，谁都可以用自己的电脑重新数。改动一个字，核对就通不过。
        </View>
        <Steps ballot={ballot} />
      </Card>
      <Card title="结果指纹">
        <Groups code={result.resultDigest} label="结果指纹" />
        <View className="check-it__soft">程序算出来的要和这里一样，也和墙上贴的一样。</View>
      </Card>
      <KeyCard publicKey={result.publicKey} />
    </Section>
  );
}

function Steps({ ballot }: { ballot: Ballot }) {
  const handOver = useMutation({
    mutationFn: handOverFile,
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  const bundle = { path: `/v1/ballots/${ballot.id}/bundle`, fileName: `ballot-${ballot.number}.json` };
  const program = { path: '/v1/verify-ballot', fileName: 'verify-ballot.mjs' };
  return (
    <>
      <View className="check-it__step">1. {HAND_OVER_WORDS.bring}票包和核对程序：</View>
      <Button
        icon="document"
        text={`${HAND_OVER_WORDS.act}票包`}
        loading={handOver.isPending && handOver.variables.path === bundle.path}
        onTap={() => handOver.mutate(bundle)}
      />
      <Button
        icon="document"
        text={`${HAND_OVER_WORDS.act}核对程序`}
        loading={handOver.isPending && handOver.variables.path === program.path}
        onTap={() => handOver.mutate(program)}
      />
      <View className="check-it__step">2. 在装了 Node 20 的电脑上运行：</View>
      <View className="check-it__code">
        node {program.fileName} {bundle.fileName}
      </View>
      <View className="check-it__step">3. 它会说数出来的结果，再对一对下面两个指纹。</View>
    </>
  );
}

function KeyCard({ publicKey }: { publicKey: string }) {
  const key = useQuery({
    queryKey: ['signing-key'],
    queryFn: () => api.call('GET /v1/signing-key', {}),
  });
  return (
    <Card title="签名钥匙的指纹">
      <Loaded query={key} skeleton={<Skeleton rows={1} />}>
        {(now) =>
          now.publicKey === publicKey ? (
            <>
              <Groups code={now.fingerprint.replace(/[^0-9a-f]/gi, '')} label="签名钥匙的指纹" />
              <View className="check-it__soft">和墙上贴的一样，这份结果就是本街道签的。</View>
            </>
          ) : (
            <View>这份结果是用以前的钥匙签的，请和当时墙上贴的指纹对。</View>
          )
        }
      </Loaded>
    </Card>
  );
}

/** Four characters at a time, so that two people can read them to each other. */
function Groups({ code, label }: { code: string; label: string }) {
  const groups = groupsOf(code);
  return (
    <View className="check-it__groups">
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, their order is all they have
        <View key={`${label} ${at}`} className="check-it__group">
          {group}
        </View>
      ))}
    </View>
  );
}
