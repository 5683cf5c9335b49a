import { Button, Card } from "antd";
import { useMemo, useRef, useState } from "react";
import type { FieldRights } from "../../../engine/form/index.ts";
import { formServices, sourceLoader } from "../../api/form-services.ts";
import type { PathRequest } from "../../api/hooks/operations.ts";
import { useSession } from "../../api/hooks/session.ts";
import type { Draft, RecordTypeView, RecordView } from "../../api/types.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { useHotkeys } from "../../components/use-hotkeys.ts";
import { RecordForm, type RecordFormHandle } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import { DraftState } from "./DraftState.tsx";
import { PathPreview } from "./PathPreview.tsx";
import { RestoredNotice } from "./RestoredNotice.tsx";
import { StaleDialog } from "./StaleDialog.tsx";
import { useDraftKeeper, useStoredDraft } from "./use-draft.ts";
import { type Save, useSaving } from "./use-saving.tsx";

type Data = Record<string, unknown>;

/** Properties of RecordEditor. */
export interface RecordEditorProps {
  title: string;
  tags?: React.ReactNode;
  /** Shown above the form. */
  notice?: React.ReactNode;
  type: RecordTypeView;
  /** What is saved, or what a new record begins with. */
  data: Data;
  references?: Record<string, string>;
  /** Division of the unit whose record it is; of a new one the own. */
  division?: string;
  /** Names the draft. */
  subject: string;
  /** The saved state `data` is of; undefined for a new record. */
  lockVersion?: number;
  canSubmit: boolean;
  /** After a return of chosen fields: the only ones that may be changed. */
  onlyFields?: string[] | null;
  /** What the look ahead at the path is about; its content is what the form holds. */
  about?: Omit<PathRequest, "data">;
  save: Save;
  onSaved: (record: RecordView, submitted: boolean) => void;
}

/** A record's form with its drafts: restores what was typed before, saves, submits, and settles stale saves. */
export function RecordEditor(props: RecordEditorProps) {
  const draft = useStoredDraft(props.subject);
  if (draft.data === null) return <Editor {...props} />;
  return <QueryState query={draft}>{(found) => <Editor {...props} draft={found} />}</QueryState>;
}

/** What the form shows and the saved state it is based on; a new key makes the form start over. */
function useBasis({ data, lockVersion, draft }: EditorProps) {
  const version = draft && lockVersion !== undefined ? (draft.baseVersion ?? lockVersion) : lockVersion;
  return useState({ data: draft?.data ?? data, version, key: 0 });
}

type EditorProps = RecordEditorProps & { draft?: Draft };

/** The state of one editing: what the form shows, its draft, and what saving leads to. */
function useEditing(props: EditorProps) {
  const { data, subject, lockVersion, draft, save, onSaved } = props;
  // Where a save is in force at once there is one button, and nothing to confirm.
  const direct = props.type.savesInForce === true;
  const [basis, setBasis] = useBasis(props);
  const [restored, setRestored] = useState(draft);
  const form = useRef<RecordFormHandle>(null);
  const { keeper, status } = useDraftKeeper(subject, () => basis.version);
  const saving = useSaving({
    form,
    lockVersion: basis.version,
    save,
    confirms: !direct,
    about: props.about,
    onSaved: (record, submitted, sent) => {
      setRestored(undefined);
      // A merged state differs from what the form shows.
      setBasis({ data: sent, version: record.lockVersion, key: saving.stale ? basis.key + 1 : basis.key });
      void (submitted || lockVersion === undefined ? keeper.close() : keeper.forget());
      onSaved(record, submitted);
    },
  });
  const discard = () => {
    void keeper.forget();
    setRestored(undefined);
    setBasis({ data, version: lockVersion, key: basis.key + 1 });
  };
  const run = (submit: boolean) => void saving.run(submit || direct);
  useHotkeys({ s: () => run(false), Enter: props.canSubmit ? () => run(true) : undefined });
  return { form, basis, restored, keeper, status, saving, discard, run };
}

type Editing = ReturnType<typeof useEditing>;

interface ActionsProps extends Pick<RecordEditorProps, "canSubmit" | "about"> {
  editing: Editing;
  direct: boolean;
}

function Actions({ editing, canSubmit, about, direct }: ActionsProps) {
  const { status, saving, run, form } = editing;
  return (
    <>
      <DraftState status={status} hint={t(canSubmit && !direct ? "edit.shortcuts" : "edit.shortcutSave")} />
      {canSubmit && !direct && about && (
        <PathPreview request={() => ({ ...about, data: (form.current?.getData() ?? {}) as Data })} />
      )}
      <Button
        type={direct ? "primary" : "default"}
        loading={saving.busy === (direct ? "submit" : "save")}
        onClick={() => run(false)}
      >
        {t("edit.saveDraft")}
      </Button>
      {canSubmit && !direct && (
        <Button type="primary" loading={saving.busy === "submit"} onClick={() => run(true)}>
          {t("edit.submit")}
        </Button>
      )}
    </>
  );
}

function Stale({
  saving,
  schema,
  references,
}: Pick<EditorProps, "references"> & Pick<Editing, "saving"> & Pick<RecordTypeView, "schema">) {
  if (!saving.stale) return null;
  const { mine, submit, stale } = saving.stale;
  return (
    <StaleDialog
      schema={schema}
      references={references}
      mine={mine}
      stale={stale}
      busy={saving.busy !== undefined}
      onSave={(chosen) => saving.send(chosen, submit, stale.theirs.lockVersion)}
      onClose={saving.closeStale}
    />
  );
}

/** Rights by JSON pointer where a reviewer opened only some fields again. */
function reopenedRights(fields: string[] | null | undefined): FieldRights | undefined {
  if (!fields) return undefined;
  return { "": "read", ...Object.fromEntries(fields.map((field) => [`/${field}`, "edit" as const])) };
}

function Editor(props: EditorProps) {
  const { type, references, lockVersion } = props;
  const { unit } = useSession();
  const division = props.division ?? unit.divisionCode;
  const editing = useEditing(props);
  const { basis, restored } = editing;
  const services = useMemo(
    () => ({ ...formServices(references, division), loadSources: sourceLoader(type) }),
    [references, type, division],
  );
  const rights = useMemo(() => reopenedRights(props.onlyFields), [props.onlyFields]);
  return (
    <div className="editor">
      <PageHeader
        back
        title={props.title}
        tags={props.tags}
        lead={lockVersion === undefined ? undefined : type.title}
        actions={
          <Actions
            editing={editing}
            canSubmit={props.canSubmit}
            about={props.about}
            direct={type.savesInForce === true}
          />
        }
      />
      {props.notice}
      {restored && (
        <RestoredNotice draft={restored} stale={basis.version !== lockVersion} onDiscard={editing.discard} />
      )}
      <Card className="section">
        <RecordForm
          key={basis.key}
          ref={editing.form}
          schema={type.schema}
          uiSchema={type.uiSchema}
          initialData={basis.data}
          fieldRights={rights}
          formContext={services}
          onChange={(next) => editing.keeper.change(next)}
        />
      </Card>
      <Stale saving={editing.saving} schema={type.schema} references={references} />
    </div>
  );
}
