import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/services/api';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { MerchantRow } from './merchant-row';
import { useMerchants } from './use-merchants';

const TYPING_PAUSE_MS = 350;
const WHOLE_STREET = 'street';

/** The shops of the street: by association, by a word, and page by page. */
export function StreetShops() {
  const [chosen, setChosen] = useState(WHOLE_STREET);
  const [typed, setTyped] = useState('');
  const word = useAfterPause(typed.trim(), TYPING_PAUSE_MS);
  const associations = useQuery({
    queryKey: ['associations'],
    queryFn: () => api.call('GET /v1/associations', { query: { limit: 100 } }),
  });
  const merchants = useMerchants({ associationId: chosen === WHOLE_STREET ? undefined : chosen, word });
  const choices = [
    { key: WHOLE_STREET, text: '全街' },
    ...(associations.data?.items.map(({ id, shortName }) => ({ key: id, text: shortName })) ?? []),
  ];
  const seesAll = chosen === WHOLE_STREET && word === '';
  return (
    <Section title="街上的店">
      <Choices label="哪一片" choices={choices} selected={chosen} onSelect={setChosen} />
      <Field
        label="找一家店"
        placeholder="店名、行当或者巷子"
        value={typed}
        maxLength={40}
        onChange={setTyped}
      />
      <Card flush>
        <PagedList
          query={merchants}
          row={(merchant) => <MerchantRow merchant={merchant} />}
          skeletonRows={6}
          empty={
            <Empty
              icon="search"
              title={word === '' ? '这里还没有店' : `没找到“${word}”`}
              how={
                chosen === WHOLE_STREET
                  ? '少打几个字试试，比如只打“面”。'
                  : '只在这一片找过，也可以到全街找找。'
              }
              action={seesAll ? undefined : <Button narrow text="看全街的店" onTap={showAll} />}
            />
          }
        />
      </Card>
    </Section>
  );

  function showAll() {
    setTyped('');
    setChosen(WHOLE_STREET);
  }
}

/** The value once it has stood still for a moment. */
function useAfterPause(value: string, pauseMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}
