import { Button } from "antd";
import { useHealth } from "../../api/hooks/session.ts";
import { t } from "../../i18n/index.ts";

/** The accounts one may try, where the server says that this is a demonstration. */
export function DemoAccounts({ onChoose }: { onChoose: (login: string, password: string) => void }) {
  const health = useHealth().data;
  if (!health?.demo || !health.accounts?.length) return null;
  const password = health.password ?? "";
  return (
    <section className="sign-in-demo" aria-label={t("signIn.demo")}>
      <p>{t("signIn.demoHint", { password })}</p>
      <div className="sign-in-demo-accounts">
        {health.accounts.map(({ login, name }) => (
          <Button key={login} size="small" title={login} onClick={() => onChoose(login, password)}>
            {name}
          </Button>
        ))}
      </div>
      <p>{t("signIn.demoMore")}</p>
    </section>
  );
}
