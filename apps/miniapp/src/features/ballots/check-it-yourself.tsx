import type { Ballot, BallotResult } from '@shangju/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { fetchFile } from '@/services/files';
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
  if (result.resultDigest === null || result.publicKey === null) {
    return (
      <Section title="自己重新数一遍">
        <Card>
          <View>票很多，正在打乱顺序，好让谁也看不出是谁投的。一会儿就能拿票包、对指纹。</View>
        </Card>
      </Section>
    );
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
  const bundleName = `ballot-${ballot.number}.json`;
  return (
    <>
      <View className="check-it__step">1. {HAND_OVER_WORDS.bring}：票包和核对程序</View>
      <HandOver
        what="票包"
        fileName={bundleName}
        fetch={() => fetchFile('GET /v1/ballots/{ballotId}/bundle', { params: { ballotId: ballot.id } })}
      />
      <HandOver
        what="核对程序"
        fileName={PROGRAM_NAME}
        fetch={() => fetchFile('GET /v1/verify-ballot', {})}
      />
      <View className="check-it__step">2. 在装了 Node 20 的电脑上运行：</View>
      <View className="check-it__code">
        node {PROGRAM_NAME} {bundleName}
      </View>
      <View className="check-it__step">3. 它会说数出来的结果，再对一对下面两个指纹。</View>
    </>
  );
}

const PROGRAM_NAME = 'verify-ballot.mjs';

function HandOver({
  what,
  fileName,
  fetch,
}: {
  what: string;
  fileName: string;
  fetch: () => Promise<string>;
}) {
  const handOver = useMutation({
    mutationFn: async () => handOverFile(await fetch(), fileName),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  return (
    <Button
      icon="download"
      text={`${HAND_OVER_WORDS.act}${what}`}
      loading={handOver.isPending}
      onTap={() => handOver.mutate()}
    />
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
