import type { Ballot, TurnoutRow } from '@shangju/contracts';
import { useState } from 'react';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';

const FOUND_MAX = 8;

/** Finds a unit that has not voted, by its name or door. */
export function UnitSearch({
  rows,
  registers,
  onFound,
}: {
  rows: readonly TurnoutRow[];
  registers: Ballot['registers'];
  onFound: (row: TurnoutRow) => void;
}) {
  const [word, setWord] = useState('');
  const typed = word.trim();
  const missing = rows.filter(({ channel }) => channel === null);
  const found = missing.filter(({ unitName }) => unitName.includes(typed));
  return (
    <Section title="谁的票">
      <Field
        label="店名或门牌"
        placeholder="店名里的字，或门牌号"
        maxLength={40}
        value={word}
        onChange={setWord}
      />
      <Card flush>
        {found.length === 0 ? (
          <ListRow
            title={missing.length === 0 ? '都投过了' : '没有这一家'}
            detail={missing.length === 0 ? '没有要录的票了' : '换个字再找；投过的不再列出来'}
          />
        ) : null}
        {found.slice(0, FOUND_MAX).map((row) => (
          <ListRow
            key={row.unitId}
            title={row.unitName}
            detail={registers.length > 1 ? registers[row.register]?.name : undefined}
            onTap={() => onFound(row)}
          />
        ))}
        {found.length > FOUND_MAX ? (
          <ListRow title={`还有 ${found.length - FOUND_MAX} 家`} detail="再打一个字，就少一些" />
        ) : null}
      </Card>
    </Section>
  );
}
