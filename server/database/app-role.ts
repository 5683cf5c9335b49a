import type { Knex } from "knex";

/** The role every ordinary statement runs as: it cannot log in, owns nothing and does not bypass row level security. */
export const appRole = "tianbao_app";

const insufficientPrivilege = "42501";

const createRole = `
  do $$
  begin
    if not exists (select from pg_roles where rolname = '${appRole}') then
      create role ${appRole} nologin noinherit nosuperuser nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then
    null; -- another process or database of the same server was faster
  end $$`;

/** Roles belong to the whole server: two databases set up at once may both grant, which PostgreSQL refuses to one. */
const grantRole = `
  do $$
  begin
    if not pg_has_role(current_user, '${appRole}', 'member') then
      grant ${appRole} to current_user;
    end if;
  exception when others then
    if sqlerrm not like '%concurrently updated%' then raise; end if;
  end $$`;

/**
 * Creates the role where it is missing and lets it use, but not change, whatever the owner creates in `public`.
 * @throws when the account of the url may not create roles; the message says what an administrator has to run.
 */
export async function ensureAppRole(owner: Knex): Promise<void> {
  try {
    await owner.raw(createRole);
    await owner.raw(grantRole);
  } catch (error) {
    if ((error as { code?: string }).code !== insufficientPrivilege) throw error;
    throw new Error(
      `数据库账号没有建立角色的权限。请让数据库管理员执行：CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO 本账号; 然后重新启动。`,
      { cause: error },
    );
  }
  await owner.raw(`
    grant usage on schema public to ${appRole};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${appRole};
    alter default privileges in schema public grant usage, select on sequences to ${appRole};
    alter default privileges in schema public grant execute on functions to ${appRole};`);
}
