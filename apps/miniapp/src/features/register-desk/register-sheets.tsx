import type { ImportedRegister } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { apiThrough } from '@/services/api';
import { type ChosenSheet, chooseSheet, sheetTransport } from '@/services/chosen-sheet';
import { failureWords } from '@/services/failure-words';
import { fetchFile } from '@/services/files';
import { newIdempotencyKey } from '@/services/idempotency-key';
import { notify } from '@/services/notices';
import { openSpreadsheet } from '@/services/open-spreadsheet';
import { queryClient } from '@/services/query-client';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import './register-desk.scss';
import { importWords, registerFileName } from './register-words';

/** The register as a spreadsheet: taken over from one, with what did not fit, and handed out as one. */
export function RegisterSheets({
  communityId,
  communityName,
}: {
  communityId: string;
  communityName: string;
}) {
  const [imported, setImported] = useState<ImportedRegister>();
  const importing = useMutation({
    mutationFn: (sheet: ChosenSheet) => importSheet(communityId, sheet),
    onSuccess: (result) => {
      setImported(result);
      notify('导入完了，结果在下面。', result.conflicts.length === 0 ? 'good' : 'plain');
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['register'] }),
  });
  const exporting = useMutation({
    mutationFn: async () => {
      const address = await fetchFile('GET /v1/communities/{communityId}/households.xlsx', {
        params: { communityId },
      });
      await openSpreadsheet(address, registerFileName(communityName));
    },
    onSuccess: () => process.env.TARO_ENV === 'h5' && notify('名册下载好了。', 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  const choose = () => {
    chooseSheet().then(
      (sheet) => sheet && importing.mutate(sheet),
      (failure: unknown) => notify(failureWords(failure), 'alarm'),
    );
  };
  return (
    <Section title="表格">
      <Card>
        <View className="register-desk__soft">
          表格第一行写：地址、建筑面积、居民编号、姓名。一户几个人就写几行；对不上的行不收，会一行行告诉您。
        </View>
        <View className="register-desk__acts">
          <Button icon="document" text="导入表格" loading={importing.isPending} onTap={choose} />
          <Button
            icon="download"
            text="下载名册"
            loading={exporting.isPending}
            onTap={() => exporting.mutate()}
          />
        </View>
      </Card>
      {imported ? <Imported result={imported} /> : null}
    </Section>
  );
}

function Imported({ result }: { result: ImportedRegister }) {
  const { conflicts } = result;
  return (
    <>
      <Card>
        <View className="register-desk__sentence figures">{importWords(result)}</View>
      </Card>
      {conflicts.length > 0 ? (
        <Card flush>
          {conflicts.map(({ row, address, reason }) => (
            <ListRow
              key={row}
              icon="alert"
              title={`第 ${row} 行${address === '' ? '' : `：${address}`}`}
              detail={reason}
            />
          ))}
        </Card>
      ) : null}
    </>
  );
}

async function importSheet(communityId: string, sheet: ChosenSheet): Promise<ImportedRegister> {
  return apiThrough(sheetTransport(sheet)).call('POST /v1/communities/{communityId}/households/import', {
    params: { communityId },
    idempotencyKey: await newIdempotencyKey(),
  });
}
