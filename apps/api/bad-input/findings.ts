import type { BadRequest } from './request-bytes.ts';

export interface Finding {
  complaint: string;
  /** Of the request in the run, counted from 0. */
  index: number;
  request: BadRequest;
}

/** As many as a person reads; what is found again and again is counted. */
export interface Findings {
  add(finding: Finding): void;
  /** The first of each sort, with how many there were. */
  sorts(): readonly (Finding & { count: number })[];
  count(): number;
}

export function collectFindings(): Findings {
  const sorts = new Map<string, Finding & { count: number }>();
  return {
    add(finding) {
      const { complaint, request } = finding;
      const sort = `${complaint.slice(0, 120)} ${request.operation ? `${request.operation.method} ${request.operation.path}` : request.kind}`;
      const known = sorts.get(sort);
      if (known) known.count += 1;
      else sorts.set(sort, { ...finding, count: 1 });
    },
    sorts: () => [...sorts.values()],
    count: () => [...sorts.values()].reduce((sum, { count }) => sum + count, 0),
  };
}
