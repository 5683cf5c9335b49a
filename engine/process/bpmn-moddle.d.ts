declare module "bpmn-moddle" {
  /** What reading an XML text gives; a warning never throws by itself. */
  export type ParseResult = {
    rootElement: unknown;
    elementsById: Record<string, object>;
    warnings: { message: string; element?: unknown; property?: string; value?: unknown }[];
  };

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string, typeName?: string): Promise<ParseResult>;
  }
}
