import type { Ballot } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { Page } from '@/ui/page';
import { SavePictureButton } from '@/ui/save-picture-button';
import { closeReceipt, type KeptReceipt } from './kept-receipts';
import { receiptPicture } from './receipt-drawing';
import './receipt-screen.scss';

/** That the vote is in, and the code by which the voter finds it; stays until closed by hand. */
export function ReceiptScreen({ ballot, kept }: { ballot: Ballot; kept: KeptReceipt }) {
  const unitName = ballot.myUnits.find(({ id }) => id === kept.unitId)?.name;
  const { receipt } = kept;
  return (
    <Page title="投票回执">
      <Card className="receipt-screen__done">
        <View className="receipt-screen__words" {...aria({ role: 'status', live: 'polite' })}>
          <Icon name="check" size="large" />
          <View className="receipt-screen__title">已投出</View>
          <View>{unitName === undefined ? '这一票算进去了' : `${unitName} 的票算进去了`}</View>
        </View>
        <View className="receipt-screen__question">{ballot.question}</View>
      </Card>
      {receipt === null ? (
        <>
          <Card>
            <View>这次是记名表决，结束后在公布的名单里，按名字就能找到这一票。</View>
          </Card>
          <Button kind="main" text="知道了" onTap={() => closeReceipt(kept)} />
        </>
      ) : (
        <WithCode ballot={ballot} receipt={receipt} onClose={() => closeReceipt(kept)} />
      )}
    </Page>
  );
}

function WithCode({ ballot, receipt, onClose }: { ballot: Ballot; receipt: string; onClose: () => void }) {
  const copy = useMutation({
    mutationFn: () => Taro.setClipboardData({ data: receipt }),
    onSuccess: () => notify('回执码复制好了，可以贴到备忘录里。', 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  const groups = receipt.split('-');
  return (
    <>
      <Card title="您的回执码">
        <View
          className="receipt-screen__code figures"
          {...aria({
            role: 'img',
            label: `回执码 ${groups.map((group) => [...group].join(' ')).join('，')}`,
          })}
        >
          {groups.map((group) => (
            <View key={group} className="receipt-screen__group">
              {group}
            </View>
          ))}
        </View>
        <View>结束后会公布“回执码—投了什么”的名单，凭这个码就能查到自己的票没被动过。</View>
        <View className="receipt-screen__warning">
          <Icon name="alert" />
          <View>只有这部手机存着它，换手机、删小程序就没了。码别给人看：有码就查得到您投了什么。</View>
        </View>
      </Card>
      <View className="receipt-screen__acts">
        <SavePictureButton
          kind="main"
          picture={receiptPicture({ ...ballot, receipt })}
          fileName={`投票回执 ${ballot.number}`}
          savedWords="已存到手机相册。"
        />
        <Button icon="list" text="复制回执码" loading={copy.isPending} onTap={() => copy.mutate()} />
        <Button text="存好了，关闭" onTap={onClose} />
      </View>
    </>
  );
}
