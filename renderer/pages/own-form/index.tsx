import { App, Button, Empty, Result, Spin, Tooltip } from "antd";
import { useEffect, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { type FieldTable, fieldTableProblems } from "../../../engine/form/index.ts";
import { readDraft } from "../../api/hooks/drafts.ts";
import { ApiError } from "../../api/problem.ts";
import { t } from "../../i18n/index.ts";
import { DraftState } from "../edit/DraftState.tsx";
import type { DraftStatus } from "../edit/draft-keeper.ts";
import { useDraftKeeper } from "../edit/use-draft.ts";
import { AddFieldButton } from "./AddFieldButton.tsx";
import { Checks } from "./Checks.tsx";
import { FieldRow } from "./FieldRow.tsx";
import "./field-table.css";
import { kindTitle } from "./kinds.ts";
import { PasteTitles } from "./PasteTitles.tsx";
import { Preview } from "./Preview.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { SourcesContext, useReferenceSources } from "./sources.ts";
import { type FieldTableEditor, useFieldTable } from "./use-field-table.ts";
import { checkForm, type OwnForm, type TableProblem, useOwnForm, usePublishForm } from "./use-own-form.ts";

/** The page on which an officer makes the form of one record with a field table, preview beside it. */
export default function OwnFormPage() {
  const { id: recordId = "" } = useParams();
  const form = useOwnForm(recordId);
  if (form.isPending) return <Spin description={t("ownForm.loading")} fullscreen />;
  if (form.isError) return <Result status="warning" title={t("ownForm.failed")} subTitle={form.error.message} />;
  return <Designer key={form.data.number} recordId={recordId} form={form.data} />;
}

type DesignerProps = { recordId: string; form: OwnForm };

function Designer({ recordId, form }: DesignerProps) {
  const editor = useFieldTable();
  const drafted = useDraftedTable(recordId, form, editor);
  const problems = fieldTableProblems(editor.table);
  const publishing = usePublishing(recordId, form, editor.table, drafted.forget);
  const sources = useReferenceSources(recordId, form.canDesign);
  return (
    <div>
      <Bar
        recordId={recordId}
        form={form}
        editor={editor}
        status={drafted.status}
        problems={problems}
        onPublish={publishing.begin}
      />
      {drafted.restored && (
        <p role="status" className="muted">
          {t("ownForm.restored")}
          <Button type="link" size="small" onClick={drafted.discard}>
            {t("ownForm.discard")}
          </Button>
        </p>
      )}
      <SourcesContext.Provider value={sources.data?.sources ?? []}>
        <div className="own-form">
          <FieldRows editor={editor} problems={[...problems, ...publishing.problems]} />
          <Preview recordId={recordId} table={editor.table} base={form.base} />
        </div>
      </SourcesContext.Provider>
      <PublishDialog
        open={publishing.open}
        form={form}
        table={editor.table}
        problems={publishing.problems}
        busy={publishing.busy}
        onPublish={publishing.publish}
        onClose={publishing.cancel}
      />
    </div>
  );
}

type BarProps = DesignerProps & {
  editor: FieldTableEditor;
  status: DraftStatus;
  problems: TableProblem[];
  onPublish(): void;
};

function Bar({ recordId, form, editor, status, problems, onPublish }: BarProps) {
  const navigate = useNavigate();
  const blocked = problems[0]?.message ?? (editor.table.fields.length === 0 ? t("ownForm.noFields") : undefined);
  return (
    <header className="own-form-bar own-form-top">
      <h1>
        {form.title}{" "}
        <small className="muted">
          {form.number > 0 ? t("ownForm.number", { number: form.number }) : t("ownForm.unpublished")}
        </small>
      </h1>
      <DraftState status={status} />
      <Tooltip title={editor.undoTitle && t("ownForm.undoStep", { step: editor.undoTitle })}>
        <Button disabled={!editor.undoTitle} onClick={editor.undo}>
          {t("ownForm.undo")}
        </Button>
      </Tooltip>
      <Tooltip title={editor.redoTitle && t("ownForm.redoStep", { step: editor.redoTitle })}>
        <Button disabled={!editor.redoTitle} onClick={editor.redo}>
          {t("ownForm.redo")}
        </Button>
      </Tooltip>
      <Button onClick={() => navigate(`/records/${recordId}`)}>{t("action.back")}</Button>
      <Tooltip title={blocked}>
        <Button type="primary" disabled={blocked !== undefined} onClick={onPublish}>
          {t("ownForm.publish")}
        </Button>
      </Tooltip>
    </header>
  );
}

function FieldRows({ editor, problems }: { editor: FieldTableEditor; problems: TableProblem[] }) {
  const [openId, setOpenId] = useState<string>();
  const [pasting, setPasting] = useState(false);
  const { table } = editor;
  return (
    <section className="own-form-table" aria-label={t("ownForm.table")}>
      {table.fields.length === 0 && <Empty description={t("ownForm.tableEmpty")} />}
      <ol className="field-rows">
        {table.fields.map((field, at) => (
          <FieldRow
            key={field.id}
            field={field}
            number={String(at + 1)}
            editor={editor}
            problem={
              problems.find(({ pointer }) => pointer === `/fields/${at}` || pointer?.startsWith(`/fields/${at}/`))
                ?.message
            }
            open={openId === field.id}
            onToggle={() => setOpenId(openId === field.id ? undefined : field.id)}
          />
        ))}
      </ol>
      <div className="own-form-bar">
        <AddFieldButton
          label={t("ownForm.addField")}
          onAdd={(kind) => editor.add(kind, freeTitle(table, kindTitle(kind)))}
        />
        <Button onClick={() => setPasting(true)}>{t("ownForm.pasteBegin")}</Button>
      </div>
      <Checks editor={editor} problems={problems} />
      <PasteTitles
        open={pasting}
        onClose={() => setPasting(false)}
        onPaste={(fields) => {
          for (const [kind, title] of fields) editor.add(kind, title);
        }}
      />
    </section>
  );
}

/** The title, with a number behind it when a field has it already. */
function freeTitle(table: FieldTable, title: string): string {
  const taken = new Set(table.fields.map((field) => field.title));
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? title : `${title} ${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Keeps the unpublished table as a draft on the server and brings it back. */
function useDraftedTable(recordId: string, form: OwnForm, editor: FieldTableEditor) {
  const subject = `form:${recordId}`;
  const { keeper, status } = useDraftKeeper(subject, () => form.number);
  const { message } = App.useApp();
  const [restored, setRestored] = useState(false);
  const { load, table, changed } = editor;
  const published = useRef(form.table);
  useEffect(() => {
    let ignore = false;
    load(published.current);
    readDraft(subject).then(
      (draft) => {
        if (ignore || !draft || draft.baseVersion !== form.number) return;
        load(draft.data as unknown as FieldTable);
        setRestored(true);
      },
      () => message.warning(t("ownForm.draftUnread")),
    );
    return () => {
      ignore = true;
    };
  }, [subject, form.number, load, message]);
  useEffect(() => {
    if (changed) keeper.change(table);
  }, [table, changed, keeper]);
  useEffect(() => {
    if (status.kind === "failed") message.warning({ key: "draft", content: t("ownForm.draftFailed") });
  }, [status.kind, message]);
  // A draft that could not be dropped does no harm: at worst it is offered once more.
  const forget = () => keeper.forget().catch(() => undefined);
  const discard = () => {
    setRestored(false);
    load(published.current);
    void forget();
  };
  return { restored, status, discard, forget };
}

function usePublishing(recordId: string, form: OwnForm, table: FieldTable, forget: () => Promise<void>) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [problems, setProblems] = useState<TableProblem[]>([]);
  const mutation = usePublishForm(recordId);
  const begin = () => {
    setOpen(true);
    void checkForm(recordId, table)
      .then((answer) => setProblems(answer.problems.filter(({ severity }) => severity !== "warning")))
      .catch((error: Error) => setProblems([{ message: error.message }]));
  };
  const publish = (note: string) =>
    mutation.mutate(
      { table, baseNumber: form.number, note },
      {
        onSuccess: () => {
          void forget();
          setOpen(false);
          void message.success(t("ownForm.published", { number: form.number + 1 }));
        },
        onError: (error) => {
          const listed = error instanceof ApiError ? (error.problem.problems as TableProblem[] | undefined) : undefined;
          setProblems(listed ?? [{ message: error.message }]);
        },
      },
    );
  return { open, problems, busy: mutation.isPending, begin, publish, cancel: () => setOpen(false) };
}
