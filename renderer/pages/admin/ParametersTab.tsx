import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Card, Form, InputNumber, Switch } from "antd";
import type { ProcessParameter } from "../../../engine/definition/meta/manifest.gen.ts";
import { api } from "../../api/client.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";

type Value = boolean | number;

interface ProcessView {
  package: string;
  process: string;
  packageTitle: string;
  title: string;
  parameters: (ProcessParameter & { value: Value })[];
}

const queryKey = ["process-parameters"];

/** Switches and figures of the processes in use. */
export function ParametersTab() {
  const processes = useQuery({ queryKey, queryFn: () => api.get<ProcessView[]>("/process-parameters") });
  return (
    <QueryState query={processes}>
      {(found) =>
        found.length === 0 ? (
          <EmptyHint text={t("parameters.empty")} />
        ) : (
          found.map((process) => <OneProcess key={`${process.package}/${process.process}`} process={process} />)
        )
      }
    </QueryState>
  );
}

function OneProcess({ process }: { process: ProcessView }) {
  const { message } = App.useApp();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (values: Record<string, Value>) =>
      api.put(`/process-parameters/${process.package}/${process.process}`, { values }),
    onSuccess: () => {
      message.success(t("parameters.saved"));
      return client.invalidateQueries({ queryKey });
    },
    onError: (error) => message.error(error.message),
  });
  return (
    <Card className="section" title={`${process.packageTitle} · ${process.title}`}>
      <p className="secondary">{t("parameters.hint")}</p>
      <Form layout="vertical">
        {process.parameters.map(({ key, title, help, value }) => (
          <Form.Item key={key} label={title} extra={help} htmlFor={`parameter-${key}`}>
            {typeof value === "boolean" ? (
              <Switch
                id={`parameter-${key}`}
                checked={value}
                loading={save.isPending}
                onChange={(next) => save.mutate({ [key]: next })}
              />
            ) : (
              <InputNumber
                id={`parameter-${key}`}
                defaultValue={value}
                onBlur={(event) =>
                  Number(event.target.value) !== value && save.mutate({ [key]: Number(event.target.value) })
                }
              />
            )}
          </Form.Item>
        ))}
      </Form>
    </Card>
  );
}
