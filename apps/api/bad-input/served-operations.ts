/** What the document that the API serves says of one endpoint: all that a stranger knows of it. */
export interface Operation {
  method: string;
  /** With parameters as `{name}`. */
  path: string;
  parameters: Parameter[];
  body?: { mediaType: string; schema: Schema };
  /** By status. */
  answers: Record<string, DeclaredAnswer>;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  schema: Schema;
  required: boolean;
}

/** None of these where the answer has no body. */
interface DeclaredAnswer {
  mediaType?: string;
  schema?: Schema;
  /** Of a refusal: one of these. */
  codes: string[];
}

/** As much of JSON Schema as our contracts speak. */
export interface Schema {
  type?: string;
  format?: string;
  pattern?: string;
  default?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

interface Document {
  paths: Record<string, Record<string, Described>>;
}

interface Described {
  parameters?: (Omit<Parameter, 'required'> & { required?: boolean })[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

export async function servedOperations(address: string): Promise<Operation[]> {
  const answer = await fetch(`${address}/v1/openapi.json`);
  const { paths } = (await answer.json()) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(method.toUpperCase(), path, described)),
  );
}

function operationOf(method: string, path: string, described: Described): Operation {
  const [body] = Object.entries(described.requestBody?.content ?? {});
  return {
    method,
    path,
    parameters: (described.parameters ?? []).map((parameter) => ({ required: false, ...parameter })),
    ...(body ? { body: { mediaType: body[0], schema: body[1].schema } } : {}),
    answers: Object.fromEntries(
      Object.entries(described.responses).map(([status, { description, content }]) => {
        const [told] = Object.entries(content ?? {});
        const isProblem = told?.[0] === PROBLEM;
        return [
          status,
          {
            ...(told ? { mediaType: told[0], schema: told[1].schema } : {}),
            codes: isProblem ? description.split(' · ') : [],
          },
        ];
      }),
    ),
  };
}

export const PROBLEM = 'application/problem+json';
