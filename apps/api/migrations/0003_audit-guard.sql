-- What is in the log stays as it is; that it did is seen by `pnpm audit:check`.
create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the audit log are never changed or removed';
end
$$;
--> statement-breakpoint
create trigger audit_entries_are_immutable before update or delete or truncate on audit_entries
  for each statement execute function refuse_change_of_audit();
