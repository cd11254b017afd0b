/**
 * The condition, in SQL, that a person may vote for a unit: a verified member of the household, the owner of
 * the shop, or a clerk of it whom the owner has entitled.
 * @param unit names of columns or parameters that hold the unit's kind and id
 */
export const mayVoteFor = ({ kind, id, person }: { kind: string; id: string; person: string }): string => `(
  (${kind} = 'household' and exists (
    select from household_members where household_id = ${id} and person_id = ${person} and status = 'verified'
  )) or (${kind} = 'merchant' and exists (
    select from role_grants g where g.person_id = ${person} and g.place_id = ${id} and (
      g.role = 'merchant.owner' or (g.role = 'merchant.clerk' and exists (
        select from merchant_voters v where v.merchant_id = ${id} and v.person_id = ${person}
      ))
    )
  ))
)`;

/** The units, in SQL, that a person may vote for: `id`, `kind`, `name`, and where they belong. */
export const unitsOfPerson = (person: string): string => `(
  select h.id, 'household' as kind, h.address as name, h.community_id, null::uuid as association_id
  from household_members m join households h on h.id = m.household_id
  where m.person_id = ${person} and m.status = 'verified'
  union all
  select s.id, 'merchant', s.name, null, s.association_id
  from role_grants g join merchants s on s.id = g.place_id
  where g.person_id = ${person} and (
    g.role = 'merchant.owner' or (g.role = 'merchant.clerk' and exists (
      select from merchant_voters v where v.merchant_id = s.id and v.person_id = ${person}
    ))
  )
)`;

/** Everybody, in SQL, who may vote for units: `person_id`. @param units a query that gives `unit_id` and `kind` */
export const votersOf = (units: string): string => `(
  select m.person_id, u.unit_id from (${units}) u
  join household_members m on u.kind = 'household' and m.household_id = u.unit_id and m.status = 'verified'
  union
  select g.person_id, u.unit_id from (${units}) u
  join role_grants g on u.kind = 'merchant' and g.place_id = u.unit_id and (
    g.role = 'merchant.owner' or (g.role = 'merchant.clerk' and exists (
      select from merchant_voters v where v.merchant_id = u.unit_id and v.person_id = g.person_id
    ))
  )
)`;
