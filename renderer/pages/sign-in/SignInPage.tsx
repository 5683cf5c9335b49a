import { LockOutlined, UserOutlined } from "@ant-design/icons";
import { Alert, Button, Form, Input } from "antd";
import { useEffect } from "react";
import { Navigate, useSearchParams } from "react-router-dom";
import { useSessionQuery, useSignIn } from "../../api/hooks/session.ts";
import { t } from "../../i18n/index.ts";
import { ProductMark } from "../../layout/ProductMark.tsx";
import { DemoAccounts } from "./DemoAccounts.tsx";
import { returnPath } from "./return-path.ts";

interface Credentials {
  login: string;
  password: string;
}

/** Signs people in and leads them back to where they were. */
export function SignInPage() {
  const [params] = useSearchParams();
  const session = useSessionQuery();
  const signIn = useSignIn();
  const [form] = Form.useForm<Credentials>();
  useEffect(() => {
    document.title = `${t("signIn.title")} - ${t("app.product")}`;
  }, []);
  if (session.data) return <Navigate to={returnPath(params.get("return"))} replace />;
  return (
    <div className="sign-in">
      <section className="sign-in-brand">
        <ProductMark size={56} />
        <h1>{t("app.product")}</h1>
        <p>{t("signIn.tagline")}</p>
      </section>
      <main className="sign-in-panel">
        <h2>{t("signIn.title")}</h2>
        {params.has("return") && !signIn.error && <Alert type="info" showIcon title={t("signIn.expired")} />}
        {signIn.error && <Alert type="error" showIcon role="alert" title={signIn.error.message} />}
        <Form
          form={form}
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={(fields) => signIn.mutate(fields)}
        >
          <Form.Item
            name="login"
            label={t("signIn.login")}
            rules={[{ required: true, message: t("signIn.loginRequired") }]}
          >
            <Input prefix={<UserOutlined />} autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item
            name="password"
            label={t("signIn.password")}
            rules={[{ required: true, message: t("signIn.passwordRequired") }]}
          >
            <Input.Password prefix={<LockOutlined />} autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
            {t("signIn.submit")}
          </Button>
        </Form>
        <DemoAccounts onChoose={(login, password) => form.setFieldsValue({ login, password })} />
      </main>
    </div>
  );
}
