import { App } from "antd";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { FormError } from "../../../engine/form/index.ts";
import { type PathRequest, usePathPreview } from "../../api/hooks/operations.ts";
import { ApiError, hasCode } from "../../api/problem.ts";
import type { RecordView } from "../../api/types.ts";
import { PathSteps } from "../../components/PathSteps.tsx";
import { Warnings } from "../../components/Warnings.tsx";
import type { RecordFormHandle } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import type { StaleRecord } from "./stale-fields.ts";

type Data = Record<string, unknown>;

/** Sends the data; `lockVersion` is the state it is based on, undefined for a new record. */
export type Save = (data: Data, submit: boolean, lockVersion: number | undefined) => Promise<RecordView>;

/** A save that met somebody else's. */
export interface StaleSave {
  mine: Data;
  submit: boolean;
  stale: StaleRecord;
}

/** Says before it is done where the record goes; where that cannot be had, what submitting means in general. */
function SubmitQuestion({ warnings, path }: { warnings: readonly FormError[]; path: PathRequest | undefined }) {
  const { data, mutate } = usePathPreview();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, about what stands in the form now
  useEffect(() => {
    if (path) mutate(path);
  }, []);
  return (
    <>
      <p>{t(data ? "record.submitPath" : "record.submitConfirm")}</p>
      {data && <PathSteps path={data} />}
      <Warnings warnings={warnings} />
    </>
  );
}

interface Options {
  form: RefObject<RecordFormHandle | null>;
  lockVersion: number | undefined;
  save: Save;
  /** Asks before submitting. */
  confirms: boolean;
  /** What the look ahead at the path is about; its content is what is submitted. */
  about?: Omit<PathRequest, "data"> | undefined;
  onSaved: (record: RecordView, submitted: boolean, data: Data) => void;
}

/** Saving and submitting with an answer for every refusal; the form keeps what was typed in all of them. */
export function useSaving({ form, lockVersion, save, confirms, about, onSaved }: Options) {
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState<"save" | "submit">();
  const [stale, setStale] = useState<StaleSave>();
  // Two quick presses of the keys arrive before React has drawn the first.
  const running = useRef(false);

  const refused = (error: Error, mine: Data, submit: boolean) => {
    if (hasCode(error, "stale-record")) {
      setStale({ mine, submit, stale: error.problem as unknown as StaleRecord });
    } else if (hasCode(error, "duplicate-record")) {
      const existing = error.problem.existing as { title?: string; link: string } | undefined;
      const content = existing && <a href={existing.link}>{existing.title || t("edit.openExisting")}</a>;
      modal.warning({ title: error.message || t("edit.duplicate"), content });
    } else if (error instanceof ApiError && error.errors.length > 0) {
      form.current?.setServerErrors(error.errors.map((one) => ({ ...one, keyword: "server", title: "" })));
      form.current?.focusField(error.errors[0]?.pointer ?? "");
      message.error(t("edit.invalid", { count: error.errors.length }));
    } else modal.error({ title: error.message });
  };

  const send = async (data: Data, submit: boolean, version: number | undefined) => {
    if (running.current) return;
    running.current = true;
    setBusy(submit ? "submit" : "save");
    try {
      const record = await save(data, submit, version);
      setStale(undefined);
      onSaved(record, submit, data);
      message.success(t(submit && confirms ? "record.submitDone" : "record.saveDone"));
    } catch (error) {
      refused(error as Error, data, submit);
    } finally {
      running.current = false;
      setBusy(undefined);
    }
  };

  const run = async (submit: boolean) => {
    const handle = form.current;
    if (!handle || running.current) return;
    const data = handle.getData() as Data;
    if (!submit) return send(data, false, lockVersion);
    const errors = handle.validate();
    if (errors[0]) {
      handle.focusField(errors[0].pointer);
      message.error(t("edit.invalid", { count: errors.length }));
      return;
    }
    if (!confirms) return send(data, true, lockVersion);
    const content = <SubmitQuestion warnings={handle.warnings()} path={about && { ...about, data }} />;
    const confirmed = await modal.confirm({ title: t("action.submit"), content });
    if (confirmed) await send(data, true, lockVersion);
  };

  return { run, send, busy, stale, closeStale: () => setStale(undefined) };
}
